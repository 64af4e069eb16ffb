import { createHash } from 'node:crypto'

/** Of the public page: its own, so that it needs no file of the dashboard. Colours are at least 4.5:1 on their ground. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #f6f7f6; --card: #fff; --line: #d5dcda; --ink: #16201f; --soft: #4d5a58; --accent: #165a62 }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1313; --card: #161b1b; --line: #2c3737; --ink: #e9eeed; --soft: #a7b4b2; --accent: #7fd0d8 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; text-wrap: balance }
h2 { font-size: 1.2rem; margin: 0 0 .75rem }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line) }
p { margin: 0 0 .75rem }
a { color: var(--accent); text-underline-offset: .15em }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px }
section { margin-top: 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
ul { margin: 0; padding-left: 1.2rem }
li + li { margin-top: .4rem }
dl { margin: 0 }
dt { font-weight: 600 }
dd { margin: 0 0 .9rem }
dd:last-child { margin-bottom: 0 }
.lines { white-space: pre-line }
.soft, footer { color: var(--soft); font-size: .9rem }
.choices { list-style: none; padding: 0; margin: 0 0 .75rem }
.choices a { display: inline-block; padding: .55rem .9rem; border: 1px solid var(--accent); border-radius: 8px; text-decoration: none; font-weight: 600 }
.choices a:hover { text-decoration: underline }
footer { margin-top: 1.5rem }
@media (max-width: 30rem) { main { padding: 1.5rem .75rem 3rem } section { padding: 1rem } h1 { font-size: 1.45rem } .choices a { display: block } }
@media print { section { border: 0; padding: 0 } }
`

/** For the content policy: this style and no other. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
