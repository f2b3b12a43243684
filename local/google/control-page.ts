import { randomBytes } from 'node:crypto'
import type { Context } from 'oidc-provider'
import { html, Markup } from './html.ts'
import { toPage } from './pages.ts'
import { offeredEvents } from './risc/announcer.ts'

/** What the page shows of a persona. */
export interface ControlledAccount {
  id: string
  name: string
  granted: readonly string[]
}

/*
 * The page asks the control endpoint as a test does, with its header. A page of another site cannot:
 * that header costs a preflight, which is not answered.
 */
const script = `
const answer = document.getElementById('answer')
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button[data-path]')
  if (!button) return
  const { path, method = 'POST', body } = button.dataset
  const headers = { 'x-local-google-control': '1' }
  button.disabled = true
  try {
    const response = await fetch(path, { method, headers, body: body || undefined })
    const text = await response.text()
    if (button.dataset.download) save(text, button.dataset.download)
    else answer.textContent = button.textContent.trim() + ': ' + response.status + ' ' + text.slice(0, 600)
  } catch (error) {
    answer.textContent = String(error)
  } finally {
    button.disabled = false
  }
})
function save(text, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  answer.textContent = 'Saved ' + name
}
`

function toButton(words: string, path: string, body: unknown, download?: string): Markup {
  return html`<button
    class="button"
    data-path="/control/${path}"
    data-body="${JSON.stringify(body)}"
    ${download ? html`data-download="${download}"` : false}
  >
    ${words}
  </button>`
}

function toSettingButton(words: string, settings: unknown): Markup {
  return html`<button
    class="button"
    data-path="/control/state"
    data-method="PATCH"
    data-body="${JSON.stringify(settings)}"
  >
    ${words}
  </button>`
}

function toAccount({ id, name, granted }: ControlledAccount): Markup {
  const events = offeredEvents.filter(({ event }) => event !== 'verification')
  const short = granted.map((scope) => scope.replace('https://www.googleapis.com/auth/', ''))
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${name}</h2>
    <p>Granted: ${short.join(', ') || 'nothing'}</p>
    <div class="actions choice">
      ${toButton('Withdraw the grant', 'withdraw-grant', { persona: id })}
      ${events.map(({ event, reason }) =>
        toButton(reason ? `${event}: ${reason}` : event, 'risc', { persona: id, event, reason }),
      )}
    </div>
  </section>`
}

const faults: readonly [string, object][] = [
  ['Token endpoint: 503', { endpoints: { token: { status: 503 } } }],
  ['Token endpoint: hangs', { endpoints: { token: { hang: true } } }],
  ['Calendar: 429', { endpoints: { calendar: { status: 429, headers: { 'retry-after': '30' } } } }],
  ['Calendar: 500', { endpoints: { calendar: { status: 500 } } }],
  ['Calendar: slow', { endpoints: { calendar: { delayMs: 3000 } } }],
  ['Revocation: 503', { endpoints: { revoke: { status: 503 } } }],
  ['Access tokens live 10 s', { tokens: { accessTokenSeconds: 10 } }],
]

function toControlPage(accounts: readonly ControlledAccount[], nonce: string): string {
  return toPage(
    'Control',
    html`<h1>What happens at Google</h1>
      <p>Everything here can be had by programs too: see local/google/README.md.</p>
      <p role="status" id="answer"></p>
      <h2>Trouble</h2>
      <div class="actions choice">
        ${faults.map(([words, settings]) => toSettingButton(words, settings))}
        <button class="button primary" data-path="/control/state" data-method="DELETE">
          Honest again
        </button>
      </div>
      <h2>Cross-Account Protection</h2>
      <div class="actions choice">
        ${toButton('verification', 'risc', { event: 'verification', state: 'from the control page' })}
        ${toButton('Save a service account key', 'service-account', {}, 'service-account.json')}
      </div>
      ${accounts.map(toAccount)}
      <script nonce="${nonce}">
        ${new Markup(script)}
      </script>`,
  )
}

export function answerControlPage(ctx: Context, accounts: readonly ControlledAccount[]): void {
  const nonce = randomBytes(16).toString('base64')
  ctx.set(
    'content-security-policy',
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:; ` +
      `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  ctx.type = 'html'
  ctx.body = toControlPage(accounts, nonce)
}
