import type { Metadata } from 'next'
import { PageMain } from '@/components/page-main'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Privacy' }

export default function PrivacyPage() {
  return (
    <PageMain>
      <div className="max-w-prose space-y-4">
        <h1 className="text-3xl font-semibold tracking-tight">Privacy</h1>
        <p>
          When you sign in, Google tells this site your name, your e-mail address, the address of
          your picture and an identifier of your Google account. They are kept to recognise you and
          are updated each time you sign in.
        </p>
        <h2 className="pt-2 text-xl font-semibold">Cookies</h2>
        <p>
          Two cookies keep you signed in, and one exists for the minutes a sign-in takes. All of
          them are necessary for that, none of them is readable by scripts, and none is used to
          follow you around.
        </p>
        <h2 className="pt-2 text-xl font-semibold">Sessions</h2>
        <p>
          For each device on which you are signed in, this site keeps the kind of browser, a
          shortened network address and when it was last used, until the session has ended and been
          cleared away.
        </p>
        <h2 className="pt-2 text-xl font-semibold">Your data is yours</h2>
        <p>
          On your account page you can download everything stored about you, and delete your
          account. A deletion takes effect at once: it withdraws this site’s access to your Google
          account, ends your sessions on all devices, and deletes your profile and your favourites.
          A record that these things happened is kept for 400 days, without your name, e-mail
          address or network address.
        </p>
      </div>
    </PageMain>
  )
}
