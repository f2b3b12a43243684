import type { Context, Provider } from 'oidc-provider'
import { answerGoogleError } from './google-error.ts'
import { calendarScope } from './scopes.ts'

export const calendarEventsPath = '/calendar/v3/calendars/primary/events'

const titles = ['Stand-up', 'Design review', 'Lunch with the team', 'Release day', 'Dentist']
const dayMs = 86_400_000

/** One event a day from tomorrow on, at nine. */
export function listEvents(sub: string, now: Date): Record<string, unknown>[] {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs
  return titles.map((summary, index) => {
    const startMs = midnight + (index + 1) * dayMs + 9 * 3_600_000
    return {
      kind: 'calendar#event',
      id: `event${index + 1}of${sub}`,
      status: 'confirmed',
      summary,
      start: { dateTime: new Date(startMs).toISOString(), timeZone: 'UTC' },
      end: { dateTime: new Date(startMs + 3_600_000).toISOString(), timeZone: 'UTC' },
    }
  })
}

export async function answerCalendar(ctx: Context, provider: Provider): Promise<void> {
  const [scheme, value] = ctx.get('authorization').split(' ')
  const token =
    scheme?.toLowerCase() === 'bearer' && value ? await provider.AccessToken.find(value) : undefined
  if (!token) {
    return answerGoogleError(ctx, 401, {
      status: 'UNAUTHENTICATED',
      message: 'Request had invalid authentication credentials.',
    })
  }
  if (!token.scopes.has(calendarScope)) {
    return answerGoogleError(ctx, 403, {
      status: 'PERMISSION_DENIED',
      message: 'Request had insufficient authentication scopes.',
    })
  }
  if (ctx.method !== 'GET' || ctx.path !== calendarEventsPath) {
    return answerGoogleError(ctx, 404, { status: 'NOT_FOUND', message: 'Not Found' })
  }
  ctx.body = {
    kind: 'calendar#events',
    summary: 'primary',
    timeZone: 'UTC',
    items: listEvents(token.accountId, new Date()),
  }
}
