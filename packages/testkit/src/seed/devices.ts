/** A device with its browser; the user agents are those that the browsers really send. */
export interface Device {
  readonly user_agent: string
  readonly kind: 'desktop' | 'mobile' | 'tablet'
  readonly engine: 'Blink' | 'WebKit' | 'Gecko'
  readonly weight: number
  readonly screen_class: string
  readonly device_class: 'low' | 'mid' | 'high'
  /** Factor on times that the device itself decides. */
  readonly slowness: number
}

const blink = (platform: string, tail: string) =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) ${tail} Safari/537.36`
const safari = (platform: string, tail: string) =>
  `Mozilla/5.0 (${platform}) AppleWebKit/605.1.15 (KHTML, like Gecko) ${tail}`
const WINDOWS = 'Windows NT 10.0; Win64; x64'
const MAC = 'Macintosh; Intel Mac OS X 10_15_7'
const IPHONE = 'iPhone; CPU iPhone OS 18_6 like Mac OS X'
// Chrome on Android says "Android 10; K" whatever the device is.
const ANDROID = 'Linux; Android 10; K'

const device = (
  user_agent: string,
  [kind, engine, screen_class, device_class]: readonly [
    Device['kind'],
    Device['engine'],
    string,
    Device['device_class'],
  ],
  [weight, slowness]: readonly [number, number],
): Device => ({ user_agent, kind, engine, weight, screen_class, device_class, slowness })

/** Desktop and mobile devices are picked apart, by the country's share; weights count within their part. */
export const DEVICES: readonly Device[] = [
  device(blink(WINDOWS, 'Chrome/156.0.0.0'), ['desktop', 'Blink', 'xl', 'high'], [34, 0.9]),
  device(blink(WINDOWS, 'Chrome/155.0.0.0'), ['desktop', 'Blink', 'lg', 'mid'], [9, 1.15]),
  device(`${blink(WINDOWS, 'Chrome/156.0.0.0')} Edg/156.0.0.0`, ['desktop', 'Blink', 'xl', 'mid'], [14, 1]),
  device(blink(MAC, 'Chrome/156.0.0.0'), ['desktop', 'Blink', 'xl', 'high'], [12, 0.75]),
  device(safari(MAC, 'Version/26.1 Safari/605.1.15'), ['desktop', 'WebKit', 'xl', 'high'], [13, 0.75]),
  device(`Mozilla/5.0 (${WINDOWS}; rv:155.0) Gecko/20100101 Firefox/155.0`, ['desktop', 'Gecko', 'xl', 'mid'], [10, 1]),
  device(
    'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    ['desktop', 'Gecko', 'xl', 'high'],
    [5, 0.9],
  ),
  device(blink('X11; Linux x86_64', 'Chrome/156.0.0.0'), ['desktop', 'Blink', 'lg', 'high'], [3, 0.9]),
  device(safari(IPHONE, 'Version/26.1 Mobile/15E148 Safari/604.1'), ['mobile', 'WebKit', 'xs', 'high'], [38, 1]),
  device(blink(ANDROID, 'Chrome/156.0.0.0 Mobile'), ['mobile', 'Blink', 'xs', 'mid'], [30, 1.5]),
  device(blink(ANDROID, 'Chrome/155.0.0.0 Mobile'), ['mobile', 'Blink', 'xs', 'low'], [12, 2.3]),
  device(blink(ANDROID, 'SamsungBrowser/29.0 Chrome/146.0.0.0 Mobile'), ['mobile', 'Blink', 'xs', 'mid'], [9, 1.6]),
  device(safari(IPHONE, 'CriOS/156.0.8078.40 Mobile/15E148 Safari/604.1'), ['mobile', 'WebKit', 'xs', 'high'], [4, 1]),
  device(
    'Mozilla/5.0 (Android 16; Mobile; rv:155.0) Gecko/155.0 Firefox/155.0',
    ['mobile', 'Gecko', 'xs', 'mid'],
    [2, 1.6],
  ),
  device(
    safari('iPad; CPU OS 18_6 like Mac OS X', 'Version/26.1 Mobile/15E148 Safari/604.1'),
    ['tablet', 'WebKit', 'md', 'high'],
    [4, 0.95],
  ),
  device(blink('Linux; Android 16; SM-X710', 'Chrome/156.0.0.0'), ['tablet', 'Blink', 'md', 'mid'], [2, 1.4]),
]

const weigh = (isMobile: boolean) =>
  DEVICES.filter(({ kind }) => (kind !== 'desktop') === isMobile).map((one) => [one, one.weight] as const)

/** Weighted lists to pick a device from. */
export const DEVICES_BY_PART = { desktop: weigh(false), mobile: weigh(true) } as const
