import type { Good } from './goods.ts'

const STANDS: Readonly<Record<Good['kind'], string>> = {
  desk: '<path d="M120 250h160M200 250V180L150 130" class="s"/><path d="M110 150l60-50 26 36-66 40z" class="l"/>',
  floor: '<path d="M150 270h100M200 270V110" class="s"/><path d="M160 110l16-60h48l16 60z" class="l"/>',
  pendant: '<path d="M200 0v110" class="s"/><circle cx="200" cy="160" r="52" class="l"/>',
}

/** A picture of a lamp, drawn from its kind and hue. */
export function lampSvg(good: Good): string {
  const { hue, kind } = good
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="800" height="600">
<style>.s{fill:none;stroke:hsl(${hue} 25% 25%);stroke-width:8;stroke-linecap:round}.l{fill:hsl(${hue} 60% 55%)}</style>
<defs><radialGradient id="g" cx=".5" cy=".45" r=".7"><stop offset="0" stop-color="hsl(${hue} 90% 92%)"/>
<stop offset="1" stop-color="hsl(${hue} 35% 78%)"/></radialGradient></defs>
<rect width="400" height="300" fill="url(#g)"/><circle cx="200" cy="150" r="110" fill="hsl(50 100% 90% / .55)"/>${STANDS[kind]}</svg>`
}

/** A night sky of some 250 KB: a picture that is heavy on purpose. */
export function heavySvg(): string {
  let seed = 42
  const next = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  const stars = Array.from({ length: 3600 }, () => {
    const [x, y, r] = [next() * 1600, next() * 900, 0.5 + next() * 1.8]
    return `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="${r.toFixed(2)}" fill="hsl(${(next() * 60).toFixed()} 80% 85%)"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" width="1600" height="900"><rect width="1600" height="900" fill="#101830"/>${stars.join('')}</svg>`
}
