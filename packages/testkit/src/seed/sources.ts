import type { SeededRandom } from '../seeded-random.ts'

/** How a session begins: the referrer that the browser names and the query of the entry page. */
export interface Source {
  readonly referrer: string
  readonly query: string
  /** Where such visitors land. */
  readonly lands: 'home' | 'product' | 'category' | 'guide'
}

const campaign = (source: string, medium: string, name: string) =>
  `?utm_source=${source}&utm_medium=${medium}&utm_campaign=${name}`

const SOURCES: readonly (readonly [Source, number])[] = [
  [{ referrer: '', query: '', lands: 'home' }, 34],
  [{ referrer: 'https://www.google.com/', query: '', lands: 'product' }, 20],
  [{ referrer: 'https://www.google.de/', query: '', lands: 'guide' }, 8],
  [{ referrer: 'https://www.bing.com/', query: '', lands: 'category' }, 4],
  [{ referrer: 'https://duckduckgo.com/', query: '', lands: 'guide' }, 3],
  [{ referrer: 'https://www.ecosia.org/', query: '', lands: 'guide' }, 1],
  [{ referrer: 'https://www.instagram.com/', query: '', lands: 'product' }, 4],
  [{ referrer: 'https://m.facebook.com/', query: '', lands: 'category' }, 3],
  [{ referrer: 'https://www.reddit.com/r/Coffee/', query: '', lands: 'guide' }, 2.5],
  [{ referrer: 'https://t.co/', query: '', lands: 'home' }, 1.5],
  [{ referrer: 'https://www.linkedin.com/', query: '', lands: 'home' }, 0.7],
  [{ referrer: 'https://chatgpt.com/', query: '?utm_source=chatgpt.com', lands: 'guide' }, 3],
  [{ referrer: 'https://www.perplexity.ai/', query: '', lands: 'guide' }, 1.2],
  [{ referrer: 'https://claude.ai/', query: '', lands: 'guide' }, 0.8],
  [{ referrer: 'https://gemini.google.com/', query: '', lands: 'guide' }, 0.6],
  [{ referrer: '', query: campaign('newsletter', 'email', 'autumn'), lands: 'category' }, 5],
  [{ referrer: 'https://www.google.com/', query: campaign('google', 'cpc', 'brand'), lands: 'home' }, 4],
  [
    {
      referrer: 'https://www.instagram.com/',
      query: campaign('instagram', 'paid_social', 'grinder'),
      lands: 'product',
    },
    2,
  ],
  [{ referrer: 'https://roast-notes.example/best-grinders', query: '', lands: 'product' }, 1.7],
]

/** Where a session comes from. */
export const pickSource = (random: SeededRandom): Source => random.weighted(SOURCES)
