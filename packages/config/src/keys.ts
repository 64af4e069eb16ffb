import {
  byteSize,
  dayCount,
  type Form,
  networks,
  oneOf,
  onOff,
  optional,
  rate,
  serverAddress,
  text,
  webAddress,
  wholeNumber,
} from './forms.ts'

interface KeyDefinition<Value> extends Form<Value> {
  readonly doc: string
  /** As it would be written in the environment. */
  readonly fallback: string
  readonly unit?: string
  readonly is_secret?: true
}

const key = <Value>(form: Form<Value>, rest: Omit<KeyDefinition<Value>, keyof Form<Value>>): KeyDefinition<Value> => ({
  ...form,
  ...rest,
})

const DEFINITIONS = {
  host: key(text('a host name or an IP address', /^[\w.:-]+$/), {
    doc: 'Address to listen on. Keep the loopback address and put a TLS proxy in front.',
    fallback: '127.0.0.1',
  }),
  port: key(wholeNumber(0, 65_535), { doc: 'TCP port to listen on; 0 takes any free one.', fallback: '8787' }),
  public_url: key(optional(webAddress), {
    doc: 'Address under which browsers reach this server, when that is not the address it listens on. Goes into snippets.',
    fallback: '',
  }),
  data_dir: key(text('a path of a folder'), {
    doc: 'Folder of everything that is stored. Created when missing; one process at a time may use it.',
    fallback: './data/instance',
  }),
  events_url: key(optional(webAddress), {
    doc: 'HTTP address of a ClickHouse server for the events, instead of the engine inside the process. User and password may be in it; the database is named lethe.',
    fallback: '',
    is_secret: true,
  }),
  events_memory_bytes: key(byteSize(256 * 1024 ** 2), {
    doc: 'Most memory the engine inside the process may use.',
    fallback: '1 GiB',
    unit: 'bytes',
  }),
  spool_bytes: key(byteSize(16 * 1024 ** 2), {
    doc: 'Most that may wait on disk while the events store is away or slow. When it is full beacons get 503, and browsers send them again.',
    fallback: '1 GiB',
    unit: 'bytes',
  }),
  ephemeral_url: key(optional(serverAddress), {
    doc: 'A Valkey or Redis server in whose memory several nodes share sessions and visitors of the day. Persistence must be off there. Empty: in the memory of this process.',
    fallback: '',
    is_secret: true,
  }),
  pepper: key(optional(text('at least 32 random characters', /^\S{32,}$/)), {
    doc: 'Without it nothing can be learnt from the memory of the server of LETHE_EPHEMERAL_URL. The same on all nodes. One way to make it is openssl rand -base64 32.',
    fallback: '',
    is_secret: true,
  }),
  trusted_proxies: key(networks, {
    doc: 'Proxies that may say for whom they ask. auto: this machine when listening on loopback, else none.',
    fallback: 'auto',
  }),
  forwarded_header: key(oneOf(['x-forwarded-for', 'forwarded']), {
    doc: 'The one header in which trusted proxies name the visitor; X-Forwarded-Proto counts with the first. All others are ignored: proxies pass them on as the visitor sent them.',
    fallback: 'x-forwarded-for',
  }),
  rate_limit_network: key(rate, {
    doc: 'Most requests to the collect endpoint from one network (an IPv4 address, or the /64 of an IPv6 one); beyond it the answer is 429. Each node counts for itself.',
    fallback: '200 per second, 4000 at once',
    unit: 'requests',
  }),
  rate_limit_server: key(rate, {
    doc: 'Most requests to the collect endpoint of one node from all networks together; beyond it the answer is 429.',
    fallback: '10000 per second, 20000 at once',
    unit: 'requests',
  }),
  rate_limit_site: key(rate, {
    doc: 'Most items of one site; beyond it they are counted as limited/rate_limit and not stored. All nodes count together.',
    fallback: '2000 per second, 60000 at once',
    unit: 'items',
  }),
  rate_limit_exempt: key(networks, {
    doc: 'Addresses and networks to which no rate limit applies. auto: this machine.',
    fallback: 'auto',
  }),
  max_connections: key(wholeNumber(0, 1_000_000), {
    doc: 'Most open connections of one node; 0 for any number. The system allows as many as its limit of open files.',
    fallback: '16384',
  }),
  max_connections_per_network: key(wholeNumber(0, 1_000_000), {
    doc: 'Most open connections of one network, but for trusted proxies and what LETHE_RATE_LIMIT_EXEMPT names; 0 for any number.',
    fallback: '4096',
  }),
  geo_database: key(optional(text('a path of an MMDB file')), {
    doc: 'Country database to use instead of the one that comes with Lethe (DB-IP Lite).',
    fallback: '',
  }),
  metrics_token: key(optional(text('at least 16 characters', /^\S{16,}$/)), {
    doc: 'With it, Prometheus may read /metrics from anywhere as a bearer token. Without it, /metrics answers only on this machine, and not through a proxy.',
    fallback: '',
    is_secret: true,
  }),
  log_level: key(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), {
    doc: 'How much is logged to the standard error output. Addresses, user agents and query strings never are.',
    fallback: 'warn',
  }),
  demo: key(onOff, { doc: 'Serves the demo shop at /demo/ and creates its site.', fallback: 'on' }),
  seed: key(optional(dayCount), {
    doc: 'Fills a site named "Seeded shop" with this many days of made-up traffic at start, once.',
    fallback: '',
    unit: 'days',
  }),
} as const

export type ConfigName = keyof typeof DEFINITIONS

/** Every setting, typed, under its own name. */
export type Config = {
  readonly [Name in ConfigName]: (typeof DEFINITIONS)[Name] extends KeyDefinition<infer Value> ? Value : never
}

/** One setting as plain data, for the parser and the generated reference. */
export interface ConfigKey extends KeyDefinition<unknown> {
  readonly name: ConfigName
  readonly env: string
  readonly flag: string
}

/** Every setting in the order of the reference. */
export const CONFIG_KEYS: readonly ConfigKey[] = (Object.keys(DEFINITIONS) as ConfigName[]).map((name) => ({
  ...(DEFINITIONS[name] as KeyDefinition<unknown>),
  name,
  env: `LETHE_${name.toUpperCase()}`,
  flag: `--${name.replaceAll('_', '-')}`,
}))

/** What holds when nothing is set. */
export const DEFAULT_CONFIG = Object.fromEntries(
  CONFIG_KEYS.map((each) => [each.name, each.schema.parse(each.fallback)]),
) as unknown as Config
