import { html, Markup } from './html.ts'
import { pageStyle } from './page-style.ts'
import type { Scope } from './scopes.ts'

/** What the pages show of a persona. */
export interface ShownAccount {
  id: string
  name: string
  email: string
  note: string
  suggested: boolean
}

export function toPage(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Local Google</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Markup(pageStyle)}
        </style>
      </head>
      <body>
        <header>
          <strong>DEVELOPMENT</strong> – this is the local Google, not the real one. The accounts
          are made up.
        </header>
        <main>${content}</main>
      </body>
    </html>`.text
}

function toAccountItem(account: ShownAccount): Markup {
  const { id } = account
  return html`<li>
    <form method="post">
      <input type="hidden" name="account" value="${id}" />
      <button
        class="account"
        aria-describedby="detail-${id}"
        ${account.suggested && html`autofocus`}
      >
        <img src="/picture/${id}.svg" alt="" />
        <span><span class="hidden">Continue as </span>${account.name}</span>
      </button>
    </form>
    <p class="detail" id="detail-${id}">
      ${account.email} · ${account.note}
      ${account.suggested && html`<span class="suggested">Suggested</span>`}
    </p>
  </li>`
}

export function toChooserPage(accounts: readonly ShownAccount[], client: string): string {
  return toPage(
    'Choose an account',
    html`<h1>Choose an account</h1>
      <p>to continue to <strong>${client}</strong></p>
      <ul class="accounts">
        ${accounts.map(toAccountItem)}
      </ul>
      <form method="post" class="actions">
        <button class="button" name="decision" value="cancel">Cancel</button>
      </form>`,
  )
}

function toChoice(scope: Scope): Markup {
  return html`<li>
    <label>
      <input type="checkbox" name="scope" value="${scope.name}" checked />
      <span>${scope.words}</span>
    </label>
  </li>`
}

function toWordsList(scopes: readonly Scope[]): Markup {
  const words = [...new Set(scopes.map((scope) => scope.words))]
  return html`<ul class="scopes">
    ${words.map((each) => html`<li>${each}</li>`)}
  </ul>`
}

/** What a consent page asks: `granted` is listed as already given, without a choice. */
export interface Asked {
  missing: readonly Scope[]
  granted: readonly Scope[]
}

export function toConsentPage(account: ShownAccount, client: string, asked: Asked): string {
  const identity = asked.missing.filter((scope) => scope.identity)
  const choices = asked.missing.filter((scope) => !scope.identity)
  return toPage(
    `${client} wants access`,
    html`<h1>${client} wants access to your Google Account</h1>
      <div class="who">
        <img src="/picture/${account.id}.svg" alt="" />
        <span>${account.name}<br />${account.email}</span>
      </div>
      <form method="post">
        ${
          asked.granted.length > 0 &&
          html`<h2>${client} already has some access</h2>
            ${toWordsList(asked.granted)}`
        }
        ${
          identity.length > 0 &&
          html`<h2>When you allow this access, ${client} will be able to</h2>
            ${toWordsList(identity)}`
        }
        ${
          choices.length > 0 &&
          html`<h2 id="choices">Select what ${client} can access</h2>
            <ul class="scopes" aria-labelledby="choices">
              ${choices.map(toChoice)}
            </ul>`
        }
        <div class="actions">
          <button class="button" name="decision" value="cancel">Cancel</button>
          <button class="button primary" name="decision" value="allow">Allow</button>
        </div>
      </form>`,
  )
}

export function toErrorPage(error: string, description: string): string {
  return toPage(
    'Access blocked',
    html`<h1>Access blocked: the request was not valid</h1>
      <p>${description}</p>
      <p>Error: ${error}</p>`,
  )
}
