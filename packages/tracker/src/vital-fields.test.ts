import { expect, it } from 'vitest'
import { type VitalMetric, vitalFields } from './vital-fields.ts'

const metric = (name: string, value: number, attribution: object) => ({ name, value, attribution }) as VitalMetric

it('writes CLS in whole ten-thousandths', () => {
  expect(vitalFields(metric('CLS', 0.123456, { largestShiftTarget: 'div.card', loadState: 'complete' }))).toEqual({
    cls_e4: 1235,
    cls_target: 'div.card',
    cls_load_state: 'complete',
  })
  expect(vitalFields(metric('CLS', 0, {}))).toEqual({ cls_e4: 0 })
})

it('says host and kind of the LCP resource, not its address', () => {
  const fields = vitalFields(
    metric('LCP', 812.4, {
      timeToFirstByte: 100.2,
      resourceLoadDelay: 0,
      resourceLoadDuration: 500,
      elementRenderDelay: 212.2,
      target: '#user-8312>img.hero',
      url: 'https://cdn.example/ann/avatar.webp?token=1',
      lcpResourceEntry: { initiatorType: 'img' },
    }),
  )
  expect(fields).toEqual({
    lcp_ms: 812,
    lcp_ttfb_ms: 100,
    lcp_resource_load_delay_ms: 0,
    lcp_resource_load_duration_ms: 500,
    lcp_element_render_delay_ms: 212,
    lcp_target: '>img.hero',
    lcp_resource_host: 'cdn.example',
    lcp_resource_kind: 'image',
  })
})

it('names the script behind INP without its query, and leaves out what is not known', () => {
  const known = { inputDelay: 1, processingDuration: 2, presentationDelay: 3, loadState: 'complete' }
  const longestScript = { entry: { sourceURL: 'https://cdn.example/app.js?user=8312' } }
  expect(vitalFields(metric('INP', 6, { ...known, longestScript, interactionType: 'keyboard' }))).toEqual({
    inp_ms: 6,
    inp_input_delay_ms: 1,
    inp_processing_duration_ms: 2,
    inp_presentation_delay_ms: 3,
    inp_interaction_type: 'keyboard',
    inp_load_state: 'complete',
    inp_script_host: 'cdn.example',
    inp_script_path: '/app.js',
  })
})
