// OpenID Connect Core §10.1.1; oidcc-client-test-signing-key-rotation.
import { describe, expect, inject, it } from 'vitest'
import { GoogleControl } from '../support/local-google.ts'
import { signIn } from '../support/login.ts'

const stack = inject('stack')
const google = new GoogleControl(stack.googleUrl)

describe("a change of the issuer's signing key", () => {
  it.each(stack.replicaUrls)(
    'costs replica %# one request for the keys, and no sign-in',
    async (url) => {
      await signIn(stack, { url })
      await google.clearRequests()
      await signIn(stack, { url })
      expect(await google.requests('jwks')).toHaveLength(0)

      await google.rotateKeys({ retire: true })
      await signIn(stack, { url })
      await signIn(stack, { url })
      expect(await google.requests('jwks')).toHaveLength(1)
    },
  )
})
