// On which device something happened to an account, as /account/activity tells it.
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { type PlantedSession, cookiesOf, plantSession } from '../support/planted-session.ts'
import { queryDatabase } from '../support/query-database.ts'
import { send } from '../support/send.ts'

const stack = inject('stack')
const [site] = stack.replicaUrls
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

let own: PlantedSession

async function record(type: string, sessionId: string | null): Promise<void> {
  await queryDatabase(
    stack,
    'INSERT INTO audit_events (id, type, user_id, session_id) VALUES (gen_random_uuid(), $1, $2, $3)',
    [type, own.userId, sessionId],
  )
}

/** What each event's entry says, by what happened. */
async function readActivity(language: string): Promise<Map<string, string>> {
  const cookie = `${cookiesOf(own)}; gatehouse-language=${language}`
  const html = await (await send(`${site}/account/activity`, { headers: { cookie } })).text()
  const list = /<ul aria-label="[^"]+" class="divide-border.*?<\/ul>/s.exec(html)?.[0] ?? ''
  const items = [...list.matchAll(/<p>(.*?)<\/p><p[^>]*>(.*?)<\/p>/gs)]
  const texts = items.map(([, ...parts]) => parts.map((part) => part.replace(/<[^>]*>/g, '')))
  return new Map(texts.map(([event, rest]) => [event!, rest!]))
}

beforeAll(async () => {
  own = await plantSession(stack, { userAgent: firefox })
  const { userId } = own
  const ended = await plantSession(stack, { userId, userAgent: iphone })
  await queryDatabase(stack, 'UPDATE sessions SET revoked_at = now() WHERE id = $1', [
    ended.sessionId,
  ])
  const nameless = await plantSession(stack, { userId, userAgent: 'curl-like thing <b>/1.0' })
  const stranger = await plantSession(stack, { userAgent: iphone })
  await record('sign_in', own.sessionId)
  await record('sign_out', ended.sessionId)
  await record('consent_granted', nameless.sessionId)
  await record('account_exported', crypto.randomUUID())
  await record('consent_withdrawn', stranger.sessionId)
  await record('user_enabled', null)
})

describe('an event', () => {
  test('is told with the device of its session, be it live or ended', async () => {
    const activity = await readActivity('en')
    expect(activity.get('Signed in')).toMatch(/ · Firefox on Linux · on this device$/)
    expect(activity.get('Signed out')).toMatch(/ · Safari on iPhone$/)
  })

  test('is told so in German', async () => {
    const activity = await readActivity('de')
    expect(activity.get('Angemeldet')).toMatch(/ · Firefox auf Linux · auf diesem Gerät$/)
    expect(activity.get('Abgemeldet')).toMatch(/ · Safari auf iPhone$/)
  })

  test.each([
    ['whose session has a device nobody knows', 'You gave a permission at Google'],
    ['whose session is no longer kept', 'You downloaded your data'],
    ['of no session', 'Your account was unblocked'],
  ])('%s is told without one', async (_, event) => {
    expect((await readActivity('en')).get(event)).toMatch(/^[^·]+$/)
  })

  test('never tells the device of somebody else’s session', async () => {
    const activity = await readActivity('en')
    expect(activity.get('You took your Google permissions back')).toMatch(/^[^·]+$/)
  })
})
