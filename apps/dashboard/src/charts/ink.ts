/** Canvas cannot read custom properties, least of all `light-dark()`: a probe element resolves them. */
export function readInk(host: HTMLElement) {
  const probe = document.createElement('span')
  host.append(probe)
  const of = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const ink = {
    line: of('accent'),
    fill: of('accent-wash'),
    previous: of('chart-previous'),
    grid: of('chart-grid'),
    text: of('ink-2'),
    band: of('accent-band'),
    good: of('good'),
    poor: of('poor'),
    surface: of('surface'),
  }
  probe.remove()
  return ink
}

export type Ink = ReturnType<typeof readInk>
