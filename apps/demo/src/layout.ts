/** Where the shop lives and which site its visits belong to. */
export interface DemoOptions {
  /** URL of the tracker, e.g. `/script.js`. */
  readonly script_url: string
  readonly client_key: string
  /** Path below which the shop is served, e.g. `/demo`. */
  readonly base: string
}

export interface Page {
  readonly title: string
  /** HTML of the main part; the shop's own texts only, never anything of a request. */
  readonly main: string
  /** Path of the menu entry that is current. */
  readonly current?: string
  /** Name of a script below `js/`. */
  readonly script?: string
}

const MENU: readonly (readonly [path: string, label: string])[] = [
  ['/', 'Home'],
  ['/lamps', 'Lamps'],
  ['/slow', 'Night sky'],
  ['/broken', 'Repairs'],
  ['/cart', 'Cart'],
]

/** A whole document around a page, with the tracker's snippet as the dashboard prints it. */
export function layout(page: Page, options: DemoOptions): string {
  const { base } = options
  const menu = MENU.map(([path, label]) => {
    const current = path === page.current ? ' aria-current="page"' : ''
    return `<li><a href="${base}${path}"${current}>${label}</a></li>`
  }).join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Halm &amp; Mond</title>
<link rel="icon" href="${base}/img/moon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${base}/style.css">
${snippet(options)}
${page.script ? `<script defer src="${base}/js/${page.script}"></script>` : ''}
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><a class="brand" href="${base}/">Halm &amp; Mond</a><nav aria-label="Shop"><ul>${menu}</ul></nav></header>
<main id="main">
<h1>${page.title}</h1>
${page.main}
</main>
<footer><p>A shop that sells nothing: it is here so that Lethe has visits to show. Nothing is stored on your device.</p></footer>
</body>
</html>
`
}

function snippet({ script_url, client_key }: DemoOptions): string {
  return `<script async src="${script_url}"></script>
<script>
window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }
lethe('config', { clientKey: '${client_key}', environment: 'production' })
</script>`
}
