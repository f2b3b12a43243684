import { Hourglass, KeyRound, LogOut, PackageOpen } from 'lucide-react'
import { ButtonLink } from '@/components/button-link'
import { GateArt } from '@/components/gate-art'
import { PageMain } from '@/components/page-main'
import { Card } from '@/components/ui/card'
import { type Visit, getVisit } from '@/components/visitor'
import { RenderedFor } from '@/lib/browser/rendered-for'
import { paths } from '@/lib/config/paths'
import { getTranslations } from '@/lib/i18n/translations'

export const dynamic = 'force-dynamic'

export default async function LandingPage() {
  const visit = await getVisit()
  return (
    <PageMain>
      {!visit.isUnknown && <RenderedFor userId={visit.user?.id ?? null} />}
      <Hero visit={visit} />
      <Steps />
      <Promises />
    </PageMain>
  )
}

async function Hero({ visit }: { visit: Visit }) {
  const t = await getTranslations('landing')
  return (
    <div className="grid items-center gap-10 md:grid-cols-[1.15fr_1fr]">
      <div>
        <h1 className="text-4xl leading-[1.08] font-extrabold tracking-tight sm:text-5xl">
          {t('heading')}
        </h1>
        <p className="text-muted-foreground mt-5 max-w-xl text-lg">{t('lead')}</p>
        <div className="mt-8">
          <State visit={visit} />
        </div>
      </div>
      <figure className="max-md:max-w-sm">
        <div className="border-border overflow-hidden rounded-2xl border">
          <GateArt />
        </div>
        <figcaption className="text-muted-foreground mt-3 text-sm">{t('artCaption')}</figcaption>
      </figure>
    </div>
  )
}

async function State({ visit: { user, isUnknown } }: { visit: Visit }) {
  const t = await getTranslations('landing')
  if (!user) {
    return (
      <>
        <p>{isUnknown ? t('unknown') : t('signedOut')}</p>
        <ButtonLink href={paths.loginPage} size="lg" className="mt-3">
          {t('signIn')}
        </ButtonLink>
      </>
    )
  }
  return (
    <>
      <p>{t.rich('signedIn', { email: user.email, strong: (text) => <strong>{text}</strong> })}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <ButtonLink href={paths.products} size="lg">
          {t('seeProducts')}
        </ButtonLink>
        <ButtonLink href={paths.account} variant="outline" size="lg">
          {t('yourAccount')}
        </ButtonLink>
      </div>
    </>
  )
}

const steps = ['knock', 'check', 'enter'] as const

async function Steps() {
  const t = await getTranslations('landing')
  return (
    <section aria-labelledby="how" className="mt-20">
      <h2 id="how" className="text-2xl font-bold tracking-tight">
        {t('how.heading')}
      </h2>
      <ol className="border-border mt-6 grid gap-x-8 gap-y-8 border-t pt-6 sm:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step}>
            <span className="text-primary text-lg font-bold tabular-nums" aria-hidden="true">
              {index + 1}
            </span>
            <h3 className="mt-1 text-lg font-semibold">{t(`how.${step}.title`)}</h3>
            <p className="text-muted-foreground mt-2">{t(`how.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

const promises = [
  ['keys', KeyRound],
  ['renewal', Hourglass],
  ['out', LogOut],
  ['own', PackageOpen],
] as const

async function Promises() {
  const t = await getTranslations('landing')
  return (
    <section aria-labelledby="promises" className="mt-20">
      <h2 id="promises" className="text-2xl font-bold tracking-tight">
        {t('promises.heading')}
      </h2>
      <ul className="mt-6 grid gap-5 sm:grid-cols-2">
        {promises.map(([promise, Icon]) => (
          <li key={promise}>
            <Card className="h-full">
              <Icon className="text-primary size-6" aria-hidden="true" />
              <h3 className="mt-3 text-lg font-semibold">{t(`promises.${promise}.title`)}</h3>
              <p className="text-muted-foreground mt-2">{t(`promises.${promise}.text`)}</p>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  )
}
