import type { Config } from '@lethe/config'
import { networkList } from '@lethe/http'

const LOOPBACK = ['127.0.0.0/8', '::1']

/** What a setting of networks names: `auto` is this machine. */
export const networksOf = (setting: 'auto' | readonly string[]): readonly string[] =>
  setting === 'auto' ? LOOPBACK : setting

/** Tells the addresses whose connections are not counted: proxies bring everybody's. */
export const exemptOf = (
  settings: Pick<Config, 'rate_limit_exempt' | 'trusted_proxies'>,
): ((address: string) => boolean) =>
  networkList([...networksOf(settings.rate_limit_exempt), ...networksOf(settings.trusted_proxies)])
