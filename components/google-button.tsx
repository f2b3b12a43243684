import { paths } from '@/lib/config/paths'

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
        <GoogleG />
      </span>
      {words}
    </a>
  )
}

/** The "G" of 2025: one outline, and colours that run into each other along it. */
function GoogleG() {
  return (
    <svg viewBox="0 0 48 48" className="size-5" aria-hidden="true">
      <defs>
        <clipPath id="google-g">
          <path d="M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22.92 16.46 0 20.12 0 24s.92 7.54 2.56 10.78C6.51 42.62 14.62 48 24 48c6.48 0 11.93-2.13 15.89-5.81 4.51-4.18 7.09-10.36 7.09-17.65 0-1.57-.15-3.09-.38-4.54H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91a14.4 14.4 0 0 1 0-9.18C12.43 13.72 17.74 9.5 24 9.5z" />
        </clipPath>
        <linearGradient id="google-g-left" x1="0" y1="0" x2="0" y2="1">
          <stop offset=".22" stopColor="#ff4640" />
          <stop offset=".37" stopColor="#ff8d1b" />
          <stop offset=".5" stopColor="#fecf0a" />
          <stop offset=".62" stopColor="#f7cd07" />
          <stop offset=".75" stopColor="#86c504" />
          <stop offset=".88" stopColor="#0fbc5f" />
        </linearGradient>
        <linearGradient id="google-g-right">
          <stop offset=".1" stopColor="#0fbc5f" />
          <stop offset=".4" stopColor="#08ad93" />
          <stop offset=".65" stopColor="#1893dd" />
          <stop offset=".85" stopColor="#3086ff" />
        </linearGradient>
      </defs>
      <g clipPath="url(#google-g)">
        <path fill="#ff4640" d="M0 0h48v20H0z" />
        <path fill="url(#google-g-left)" d="M0 0h24v48H0z" />
        <path fill="url(#google-g-right)" d="M24 26h24v22H24z" />
        <path fill="#3086ff" d="M23 20h25v9H23z" />
      </g>
    </svg>
  )
}
