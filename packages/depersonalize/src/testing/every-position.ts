import type { Depersonalizer } from '../depersonalizer.ts'

const NOWHERE = { filename: '', line: 0, column: 0 }

/** What is left of a text at every position; all of it as one text each. */
export const POSITIONS: Readonly<Record<string, (engine: Depersonalizer, text: string) => string>> = {
  'path, last': (engine, text) => engine.pagePath(`/shop/${text}`),
  'path, between': (engine, text) => engine.pagePath(`/shop/${text}/edit`),
  'path, within a segment': (engine, text) => engine.pagePath(`/shop/of-${text}.html`),
  'path, after a name': (engine, text) => engine.pagePath(`/users/${text}/orders`),
  'matrix parameter': (engine, text) => engine.pagePath(`/cart;user=${text};v=2/items`),
  query: (engine, text) => engine.pagePath(`/a?b=1&q=${text}&c=2`),
  'query, nested path': (engine, text) => engine.pagePath(`/a?to=/b/${text}/c`),
  'query, key': (engine, text) => engine.pagePath(`/a?${text}=1`),
  fragment: (engine, text) => engine.pagePath(`/a#${text}`),
  'fragment, route': (engine, text) => engine.pagePath(`/a#/users/${text}/x`),
  referrer: (engine, text) => engine.referrer({ hostname: 'x.example', path: `/a/${text}` }).path,
  'referrer host': (engine, text) => engine.referrer({ hostname: text, path: '/' }).hostname,
  utm: (engine, text) => engine.utm('utm_term', text),
  'utm, within words': (engine, text) => engine.utm('utm_content', `mail to ${text} now`),
  'event name': (engine, text) => engine.eventName(text),
  'prop value': (engine, text) => JSON.stringify(engine.props({ note: `of ${text}, twice` })),
  'prop value, JSON': (engine, text) => JSON.stringify(engine.props({ note: JSON.stringify({ a: [text] }) })),
  'prop key': (engine, text) => JSON.stringify(engine.props({ [text]: 'x' })),
  'error type': (engine, text) => engine.error({ ...NOWHERE, type: text, message: '', stack: '' }).type,
  'error message': (engine, text) =>
    engine.error({ ...NOWHERE, type: 'E', message: `User ${text} not found`, stack: '' }).template,
  'error message, URL': (engine, text) =>
    engine.error({ ...NOWHERE, type: 'E', message: `at https://x.example/a/${text}?b=${text}`, stack: '' }).template,
  'stack frame': (engine, text) =>
    engine
      .error({ ...NOWHERE, type: 'E', message: '', stack: `at f (https://x.example/a/${text}/b.js:1:2)` })
      .frames.join(),
  'stack frame, function': (engine, text) =>
    engine.error({ ...NOWHERE, type: 'E', message: '', stack: `${text}@https://x.example/b.js:1:2` }).frames.join(),
  resource: (engine, text) => engine.column('path', `/img/${text}.jpg`),
  'resource host': (engine, text) => engine.column('host', text),
  selector: (engine, text) => engine.column('selector', `div.${text}>a[title="${text}"]#${text}`),
  release: (engine, text) => engine.release(`web ${text}`),
}
