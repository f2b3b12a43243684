import { PrivacyLink } from './privacy-link'

export function SiteFooter() {
  return (
    <footer className="border-line no-print border-t">
      <p className="text-muted mx-auto flex max-w-5xl flex-wrap gap-x-4 gap-y-1 px-4 py-5 text-sm">
        <span>Gatehouse, a shop behind a gate.</span>
        <PrivacyLink />
      </p>
    </footer>
  )
}
