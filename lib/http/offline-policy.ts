// The offline page's style and script, and the policies that allow these two and the worker's one request: nothing else.
// Imported by next.config.ts, so it imports nothing of ours.
import { createHash } from 'node:crypto'

export const offlineStyle = [
  ':root{color-scheme:light dark}',
  'body{margin:0;display:grid;min-height:100dvh;place-items:center;font:1.125rem/1.6 ui-sans-serif,system-ui,sans-serif;',
  'background:light-dark(#f6f6f1,#131512);color:light-dark(#1a1d19,#edeee6)}',
  'main{max-width:34rem;padding:1.5rem}',
  'h1{font-size:2rem;line-height:1.2;margin:0}',
  'a{display:inline-flex;align-items:center;min-height:2.75rem;color:light-dark(#0b5c4a,#7ed9bf)}',
  ':focus-visible{outline:3px solid currentColor;outline-offset:2px}',
].join('')

export const offlineScript = "addEventListener('online',()=>location.reload())"

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}

const nothing = "default-src 'none'"
const unframed = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

export const offlinePagePolicy = [
  nothing,
  `style-src ${hashOf(offlineStyle)}`,
  `script-src ${hashOf(offlineScript)}`,
  unframed,
].join('; ')

/** A worker goes by the policy of its own script (Content Security Policy 3 §4.2): it asks us, and nobody else. */
export const offlineWorkerPolicy = `${nothing}; connect-src 'self'; ${unframed}`
