import { batchBody, type SeededRandom } from '@lethe/testkit'
import type { Canary } from '../search/forms.ts'

/** Somebody who must leave no trace: everything here is a canary. */
export interface KnownVisitor {
  readonly ip: string
  readonly user_agent: string
  readonly email: string
  readonly name: string
}

/** Visitors with long, unmistakable facts: octets of three digits, every tenth with IPv6, a mark in each user agent. */
export function inventVisitors(number: number, random: SeededRandom): KnownVisitor[] {
  // Digits only: hex can spell `feed`, which looks like a bot.
  const mark = () => String(random.below(1_000_000_000_000)).padStart(12, '0')
  const visitors = new Map<string, KnownVisitor>()
  while (visitors.size < number) {
    const ip = visitors.size % 10 === 9 ? ipv6(random) : ipv4(random)
    visitors.set(ip, {
      ip,
      user_agent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36 Mark${mark()}`,
      email: `ann.${mark()}@example.org`,
      name: `Ann Okonkwo-${mark()}`,
    })
  }
  return [...visitors.values()]
}

const octet = (random: SeededRandom, from: number, to: number) => from + random.below(to - from + 1)

function ipv4(random: SeededRandom): string {
  return [octet(random, 128, 191), octet(random, 100, 255), octet(random, 100, 255), octet(random, 100, 255)].join('.')
}

/** No zero group, so that there is one spelling only. */
function ipv6(random: SeededRandom): string {
  const groups = Array.from({ length: 7 }, () => (0x1000 + random.below(0xefff)).toString(16))
  return ['2a02', ...groups].join(':')
}

/** The address, or of IPv6 the /64, which is all that the visitor key uses. */
export const networkOf = (ip: string): string => (ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip)

export function canariesOf(visitor: KnownVisitor): Canary[] {
  const network = networkOf(visitor.ip)
  const isIpv6 = network.includes(':')
  return [
    {
      kind: 'address',
      text: network,
      ...(isIpv6 && {
        binary: Buffer.from(
          network
            .split(':')
            .map((group) => group.padStart(4, '0'))
            .join(''),
          'hex',
        ),
      }),
    },
    { kind: 'user agent', text: visitor.user_agent.slice(-16) },
    { kind: 'email', text: visitor.email },
    { kind: 'name', text: visitor.name },
  ]
}

let visits = 0

/** A page view and an event, with personal facts in every place where pages are known to leak them. */
export function visitBody(client_key: string, visitor: KnownVisitor): object {
  const query = `email=${encodeURIComponent(visitor.email)}&name=${encodeURIComponent(visitor.name)}`
  // Whoever comes again brings new ids.
  const id = `${visitor.email.slice(4, 16)}-${++visits}-`
  return batchBody({
    client_key,
    pages: [{ id, url: `https://shop.example/cart?${query}`, referrer: `https://mail.example/read?${query}` }],
    items: [
      { id: `${id}1`, page: id, type: 'pageview', age_ms: 20 },
      { id: `${id}2`, page: id, type: 'event', age_ms: 10, name: 'newsletter', props: { to: visitor.email } },
    ],
  })
}

/** Sends one visitor's page view as the operator's proxy on loopback would pass it on; the status of the answer. */
export async function visitPage(
  target: { origin: string; client_key: string },
  visitor: KnownVisitor,
): Promise<number> {
  const answer = await fetch(`${target.origin}/api/rum/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'x-forwarded-for': visitor.ip, 'user-agent': visitor.user_agent },
    body: JSON.stringify(visitBody(target.client_key, visitor)),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** The client key of the demo shop, from its page. */
export async function demoClientKey(origin: string): Promise<string> {
  const page = await (await fetch(`${origin}/demo/`)).text()
  const key = /[0-9a-f]{32}/.exec(page)?.[0]
  if (key === undefined) throw new Error('the demo shop carries no client key')
  return key
}

/** All of `work`, a few at a time. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce = 8,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as Item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
