import { paths } from '@/lib/config/paths'
import googleG from './google-g.svg'

type Props = { words: string; next: string; otherAccount?: boolean }

/**
 * Google's own button: its text, font, colours and measures, and its "G" on white, as its branding guidelines ask.
 * A plain link, because signing in is a navigation and nothing may fetch it ahead.
 */
export function GoogleButton({ words, next, otherAccount }: Props) {
  return (
    <a
      href={otherAccount ? paths.googleLoginOtherAccount(next) : paths.googleLogin(next)}
      className="google-button font-google inline-flex min-h-11 w-full items-center justify-center rounded-lg border px-3 text-sm leading-5 font-medium"
    >
      <span className="mr-2.5 inline-flex rounded-xs bg-white p-0.5">
        {/* The "G" of 2025, unaltered. A file of its own: pages that show no button do not carry it. */}
        {/* eslint-disable-next-line @next/next/no-img-element -- a drawing of 3 kB: there is nothing to resize */}
        <img src={googleG.src} width={20} height={20} alt="" />
      </span>
      {words}
    </a>
  )
}
