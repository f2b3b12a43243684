/** Plain CSS, inline: the pages load nothing but the portraits. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #f0f4f9; --card: #fff; --text: #1f1f1f; --quiet: #444746; --line: #c4c7c5;
  --hover: #f1f5fb; --accent: #0b57d0; --on-accent: #fff; --banner: #ffdf99; --on-banner: #3b2a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #1b1b1c; --card: #0e0e0f; --text: #e3e3e3; --quiet: #c4c7c5; --line: #5f6368;
    --hover: #1f2a3d; --accent: #a8c7fa; --on-accent: #062e6f; --banner: #5c4400; --on-banner: #ffefc9;
  }
}
* { box-sizing: border-box }
body {
  margin: 0; min-height: 100vh; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, Roboto, Arial, sans-serif;
}
header {
  padding: .5rem 1rem; text-align: center; font-size: .875rem;
  background: var(--banner); color: var(--on-banner);
}
main {
  width: min(32rem, 100% - 1.5rem); margin: 1.5rem auto; padding: clamp(1.25rem, 5vw, 2.25rem);
  background: var(--card); border-radius: 1.5rem; overflow-wrap: anywhere;
}
h1 { margin: 0 0 .25rem; font-size: 1.75rem; font-weight: 400; line-height: 1.25 }
h2 { margin: 1.5rem 0 .25rem; font-size: 1rem; font-weight: 600 }
p { margin: .25rem 0 1rem; color: var(--quiet) }
strong { color: var(--text) }
ul { list-style: none; margin: 0; padding: 0 }
.accounts > li { position: relative; padding: .625rem .5rem; border-bottom: 1px solid var(--line) }
.accounts > li:hover { background: var(--hover) }
.account {
  display: flex; align-items: center; gap: .875rem; width: 100%; padding: 0; border: 0;
  background: none; color: inherit; font: inherit; font-weight: 500; text-align: start;
  cursor: pointer;
}
.account::after { content: ''; position: absolute; inset: 2px; border-radius: .375rem }
.account:focus-visible { outline: none }
.account:focus-visible::after { outline: 3px solid var(--accent) }
.account img, .who img { width: 2.25rem; height: 2.25rem; border-radius: 50%; flex: none }
.detail { margin: 0; padding-inline-start: 3.125rem; font-size: .8125rem }
.hidden {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
.suggested {
  display: inline-block; padding: 0 .5rem; border-radius: 1rem;
  background: var(--accent); color: var(--on-accent); font-size: .75rem;
}
.who { display: flex; align-items: center; gap: .75rem; margin: .75rem 0 1rem }
.scopes li { padding: .5rem 0; border-bottom: 1px solid var(--line) }
.scopes label { display: flex; gap: .75rem; align-items: flex-start; cursor: pointer }
.scopes input { width: 1.25rem; height: 1.25rem; margin: .125rem 0; accent-color: var(--accent); flex: none }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; justify-content: flex-end; margin-top: 1.5rem }
.actions.choice { justify-content: flex-start; margin-top: .75rem }
.button {
  min-height: 2.75rem; padding: .5rem 1.5rem; border: 1px solid var(--line); border-radius: 1.375rem;
  background: none; color: var(--accent); font: inherit; font-weight: 500; cursor: pointer;
}
.button:hover { background: var(--hover) }
.button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`
