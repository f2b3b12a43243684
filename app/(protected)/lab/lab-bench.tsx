'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { buttonVariants } from '@/components/ui/button-variants'
import { paths } from '@/lib/config/paths'
import type { LabDeed } from '@/lib/lab/lab-steps'
import { LabLog } from './lab-log'
import { useLabDeeds } from './use-lab-deeds'
import { useLabLog } from './use-lab-log'

type Props = {
  /** In the order of their danger, with their words. */
  deeds: { deed: LabDeed; title: string; text: string; endsSession: boolean }[]
  headings: { deeds: string; page: string }
  /** About what the page itself does. */
  pageText: string
  children: ReactNode
}

/** Plain forms, which the log makes worth watching. */
export function LabBench({ deeds, headings, pageText, children }: Props) {
  const t = useTranslations('labLog')
  const { entries, add, clear } = useLabLog()
  const { act, renew, send } = useLabDeeds(add)
  const [isBusy, setBusy] = useState(false)

  async function keepBusy(work: Promise<void>): Promise<void> {
    setBusy(true)
    await work.finally(() => setBusy(false))
  }

  function onSubmit(event: FormEvent, deed: LabDeed): void {
    event.preventDefault()
    void keepBusy(act(deed))
  }

  return (
    <div className="mt-6 grid gap-6 lg:grid-cols-2">
      <section aria-labelledby="deeds" className="card shadow-card p-5 sm:p-6">
        <h2 id="deeds" className="text-xl font-semibold tracking-tight">
          {headings.deeds}
        </h2>
        <ul className="divide-border mt-2 divide-y">
          {deeds.map(({ deed, title, text, endsSession }) => (
            <li key={deed} className="py-4">
              <form action={paths.labAct} method="post" onSubmit={(event) => onSubmit(event, deed)}>
                <input type="hidden" name="do" value={deed} />
                <button
                  type="submit"
                  disabled={isBusy}
                  aria-describedby={`about-${deed}`}
                  className={buttonVariants({ variant: endsSession ? 'destructive' : 'outline' })}
                >
                  {title}
                </button>
              </form>
              <p id={`about-${deed}`} className="text-muted-foreground mt-2 text-sm">
                {text}
              </p>
            </li>
          ))}
        </ul>
        <h2 className="mt-4 text-xl font-semibold tracking-tight">{headings.page}</h2>
        <div className="needs-script mt-3 flex flex-wrap gap-3">
          <button
            type="button"
            disabled={isBusy}
            onClick={() => void keepBusy(renew())}
            className={buttonVariants()}
          >
            {t('renew')}
          </button>
          <button
            type="button"
            disabled={isBusy}
            onClick={() => void keepBusy(send())}
            className={buttonVariants()}
          >
            {t('send')}
          </button>
        </div>
        <p className="text-muted-foreground mt-3 text-sm">{pageText}</p>
        <div className="mt-3 flex flex-wrap gap-x-6">{children}</div>
      </section>
      <section aria-labelledby="log" className="card shadow-card self-start p-5 sm:p-6">
        <div className="-my-2 flex items-center justify-between gap-3">
          <h2 id="log" className="text-xl font-semibold tracking-tight">
            {t('heading')}
          </h2>
          <button
            type="button"
            onClick={clear}
            className={`${buttonVariants({ variant: 'ghost', size: 'sm' })} needs-script`}
          >
            {t('clear')}
          </button>
        </div>
        <LabLog entries={entries} />
      </section>
    </div>
  )
}
