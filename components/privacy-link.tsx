import Link from 'next/link'

export function PrivacyLink() {
  return (
    <Link href="/privacy" prefetch={false} className="link">
      Privacy
    </Link>
  )
}
