import type { SeededRandom } from '../seeded-random.ts'
import type { Country } from './countries.ts'
import type { Device } from './devices.ts'
import type { Release } from './releases.ts'
import type { PageKind } from './shop.ts'

/** What decides how fast a page is. */
export interface PageConditions {
  readonly kind: PageKind
  readonly device: Device
  readonly country: Country
  readonly release: Release
  /** The first page of a session connects anew; later ones find the connection warm. */
  readonly isFirst: boolean
}

/** Values by column name. */
type Vitals = Record<string, number | string>

/** Values of a `vitals` item; what a browser cannot measure is left out. */
export function drawVitals(conditions: PageConditions, random: SeededRandom): Vitals {
  const { device } = conditions
  const phases = drawPhases(conditions, random)
  const ttfb_ms = phases.page_load_dns_ms + phases.page_load_connect_ms + phases.page_load_ttfb_ms
  const fcp_ms = ttfb_ms + Math.round(random.logNormal(430, 0.45) * device.slowness)
  const vitals: Vitals = { ...phases, ttfb_ms, fcp_ms }
  if (device.engine !== 'WebKit') putLcp(vitals, conditions, { ttfb_ms, fcp_ms, random })
  if (device.engine !== 'WebKit' && random.chance(0.55)) putInp(vitals, conditions, random)
  if (device.engine === 'Blink') putCls(vitals, conditions, random)
  return vitals
}

function drawPhases({ kind, device, country, isFirst }: PageConditions, random: SeededRandom) {
  const network = (median: number) => Math.round(random.logNormal(median, 0.6) * country.slowness)
  const page_load_dns_ms = isFirst ? network(22) : 0
  const page_load_tls_ms = isFirst ? network(34) : 0
  const page_load_connect_ms = isFirst ? network(26) + page_load_tls_ms : 0
  const page_load_ttfb_ms = network(150) + Math.round(random.logNormal(60, 0.8) * kind.paint)
  const page_load_download_ms = network(18)
  const page_load_dom_content_loaded_ms = Math.round(random.logNormal(320, 0.5) * device.slowness)
  const page_load_render_ms = Math.round(random.logNormal(480, 0.6) * device.slowness * kind.paint)
  return {
    page_load_dns_ms,
    page_load_connect_ms,
    page_load_tls_ms,
    page_load_ttfb_ms,
    page_load_download_ms,
    page_load_dom_content_loaded_ms,
    page_load_render_ms,
    page_load_total_ms:
      page_load_dns_ms +
      page_load_connect_ms +
      page_load_ttfb_ms +
      page_load_download_ms +
      page_load_dom_content_loaded_ms +
      page_load_render_ms,
    page_load_transfer_bytes: isFirst ? Math.round(random.logNormal(9_500, 0.4)) : random.chance(0.3) ? 0 : 9_300,
  }
}

/** The parts of LCP add up to it; it never comes before FCP. */
function putLcp(
  vitals: Vitals,
  { kind, device, country, release }: PageConditions,
  { ttfb_ms, fcp_ms, random }: { readonly ttfb_ms: number; readonly fcp_ms: number; readonly random: SeededRandom },
): void {
  const image = random.logNormal(620, 0.55) * (0.5 * device.slowness + 0.5 * country.slowness) * kind.paint
  const lcp_ms = Math.round((fcp_ms + image) * release.paint)
  const rest = lcp_ms - ttfb_ms
  const delay = Math.round(rest * 0.3)
  const duration = Math.round(rest * 0.45)
  vitals.lcp_ms = lcp_ms
  vitals.lcp_ttfb_ms = ttfb_ms
  vitals.lcp_resource_load_delay_ms = delay
  vitals.lcp_resource_load_duration_ms = duration
  vitals.lcp_element_render_delay_ms = rest - delay - duration
  vitals.lcp_target = kind.name === 'guide' ? 'article>h1' : `main.${kind.name}>img.hero`
  vitals.lcp_resource_kind = kind.name === 'guide' ? 'text' : 'image'
}

function putInp(vitals: Vitals, { kind, device }: PageConditions, random: SeededRandom): void {
  const inp_ms = Math.max(8, Math.round((random.logNormal(70, 0.65) * device.slowness * kind.input) / 8) * 8)
  const input = Math.round(inp_ms * 0.15)
  const processing = Math.round(inp_ms * 0.5)
  vitals.inp_ms = inp_ms
  vitals.inp_input_delay_ms = input
  vitals.inp_processing_duration_ms = processing
  vitals.inp_presentation_delay_ms = inp_ms - input - processing
  vitals.inp_target = kind.name === 'checkout' ? 'form.checkout>button' : 'main>button.add'
  vitals.inp_interaction_type = device.kind === 'desktop' && random.chance(0.15) ? 'keyboard' : 'pointer'
}

/** Four pages in ten do not shift at all. */
function putCls(vitals: Vitals, { kind, device }: PageConditions, random: SeededRandom): void {
  vitals.cls_e4 = 0
  if (random.chance(0.4)) return
  vitals.cls_e4 = Math.round(random.logNormal(240, 1.1) * kind.shift * (device.kind === 'desktop' ? 0.8 : 1.2))
  vitals.cls_target = `main.${kind.name}>div.notice`
}
