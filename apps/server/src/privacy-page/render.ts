import {
  COLUMN_NAMES,
  COLUMNS,
  type ColumnName,
  type PrivacyNotice,
  type PUBLIC_SETTINGS,
  SESSION_ID_DAYS,
  type Site,
} from '@lethe/catalogue'
import { type Markup, markup } from './markup.ts'
import { STYLE } from './style.ts'
import type { Words } from './words.ts'

/** What the page may tell: nothing else of a site gets here, not even its name, which is the operator's own. */
export type PublicFacts = Pick<Site, (typeof PUBLIC_SETTINGS)[number] | 'changed_at'>

/** The public privacy page of a site, whole. */
export function renderPrivacyPage(site: PublicFacts, words: Words): string {
  const website = websiteOf(site.privacy_notice)
  const name = website?.host ?? words.thisWebsite
  const idDays = words.days(Math.min(site.retention_days, SESSION_ID_DAYS))
  return documentOf(
    { title: words.title(name), lang: words.lang },
    markup`<main>
<h1>${words.title(name)}</h1>
<p>${words.lead(name)}</p>
${shortOf(site, words)}
${responsibleOf(site.privacy_notice, words)}
${choiceOf(site, website, words)}
${sectionOf(
  'sessions',
  words.sessions.heading,
  markup`<p>${words.sessions.key}</p>
<p>${words.sessions.unique}</p>
<p class="soft">${words.sessions.limits}</p>`,
)}
${sectionOf(
  'retention',
  words.retention.heading,
  markup`<p>${words.retention.rows(words.days(site.retention_days))}</p>
<p>${words.retention.ids(idDays)}</p>`,
)}
${collectedOf(site, words)}
<footer><p>${words.changed(words.date(site.changed_at, site.timezone))}</p></footer>
</main>`,
  )
}

/** The answer for every address that is no site's. */
export const renderNotFound = ({ notFound: { title, text }, lang }: Words): string =>
  documentOf({ title, lang }, markup`<main><h1>${title}</h1><p>${text}</p></main>`)

function documentOf({ title, lang }: { title: string; lang: string }, body: Markup): string {
  return markup`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
${body}
</body>
</html>
`.html
}

const sectionOf = (id: string, heading: string, content: Markup): Markup =>
  markup`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${content}
</section>`

function shortOf(site: PublicFacts, { short, days }: Words): Markup {
  const points = [
    short.device,
    short.address,
    short.scrubbed,
    short.forgotten(site.timezone.replaceAll('_', ' ')),
    short.kept(days(site.retention_days)),
  ]
  return sectionOf('short', short.heading, markup`<ul>${points.map((point) => markup`<li>${point}</li>`)}</ul>`)
}

function responsibleOf(notice: PrivacyNotice, { responsible }: Words): Markup {
  const said = (text: string) => (text === '' ? markup`<span class="soft">${responsible.unsaid}</span>` : linked(text))
  const processors = notice.sub_processors.map(
    ({ name, country, purpose }) =>
      markup`<li><b>${name}</b>${country === '' ? null : `, ${country}`}${purpose === '' ? null : `: ${purpose}`}</li>`,
  )
  return sectionOf(
    'responsible',
    responsible.heading,
    markup`<dl>
<dt>${responsible.operator}</dt><dd>${said(notice.operator)}</dd>
<dt>${responsible.contact}</dt><dd class="lines">${said(notice.contact)}</dd>
<dt>${responsible.storage}</dt><dd>${said(notice.storage_location)}</dd>
<dt>${responsible.processors}</dt><dd>${
      processors.length === 0
        ? markup`<span class="soft">${responsible.noProcessors}</span>`
        : markup`<ul>${processors}</ul>`
    }</dd>
</dl>`,
  )
}

/** A text that is nothing but an email or web address becomes a link; any other stays text. */
function linked(text: string): Markup {
  if (/^[\w.+-]{1,64}@[a-z0-9.-]{1,190}$/i.test(text)) return markup`<a href="mailto:${text}">${text}</a>`
  if (/^https?:\/\/[^\s"'<>]+$/i.test(text)) return markup`<a href="${text}" rel="nofollow">${text}</a>`
  return markup`${text}`
}

function choiceOf(site: PublicFacts, website: URL | null, { choice }: Words): Markup {
  const signals = [site.honor_gpc ? choice.gpc : choice.noGpc, site.honor_dnt ? choice.dnt : choice.noDnt]
  const links =
    website === null
      ? markup`<p>${choice.example}</p>`
      : markup`<ul class="choices">
<li><a href="${switchUrl(website, 'lethe_disable')}" rel="nofollow">${choice.refuse(website.host)}</a></li>
<li><a href="${switchUrl(website, 'lethe_enable')}" rel="nofollow">${choice.allow(website.host)}</a></li>
</ul>
<p>${choice.where(website.host)}</p>`
  return sectionOf(
    'choice',
    choice.heading,
    markup`<p>${choice.how}</p>
${links}
<p class="soft">${choice.limits}</p>
<ul>${signals.map((signal) => markup`<li>${signal}</li>`)}</ul>`,
  )
}

function switchUrl(website: URL, name: string): string {
  const url = new URL(website)
  url.searchParams.set(name, '1')
  url.hash = ''
  return url.href
}

function collectedOf(site: PublicFacts, words: Words): Markup {
  const { collected } = words
  const off = [site.webvitals_enabled ? [] : collected.vitals, site.errors_enabled ? [] : collected.errors].flat()
  const fieldOf = (name: ColumnName) => {
    const { label, description, sensitivity, retention } = COLUMNS[name]
    const days = retention === 'row' ? site.retention_days : Math.min(site.retention_days, SESSION_ID_DAYS)
    const facts = `${collected.sensitivity[sensitivity]}, ${collected.kept(words.days(days))}`
    return markup`<dt>${label}</dt><dd>${description} <span class="soft">(${facts})</span></dd>\n`
  }
  return sectionOf(
    'collected',
    collected.heading,
    markup`<p>${collected.intro}</p>
${off.length === 0 ? null : markup`<p>${collected.off(off.join(', '))}</p>`}
${site.sampling === 100 ? null : markup`<p>${collected.sampled(site.sampling)}</p>`}
${[...byPurpose()].map(([purpose, names]) => markup`<h3>${purpose}</h3>\n<dl>\n${names.map(fieldOf)}</dl>\n`)}`,
  )
}

function byPurpose(): ReadonlyMap<string, readonly ColumnName[]> {
  const groups = new Map<string, ColumnName[]>()
  for (const name of COLUMN_NAMES) {
    const { purpose } = COLUMNS[name]
    groups.set(purpose, [...(groups.get(purpose) ?? []), name])
  }
  return groups
}

function websiteOf({ website_url }: PrivacyNotice): URL | null {
  try {
    const url = new URL(website_url)
    return /^https?:$/.test(url.protocol) ? url : null
  } catch {
    return null
  }
}
