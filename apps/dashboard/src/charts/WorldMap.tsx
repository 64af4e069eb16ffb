import { geoNaturalEarth1, geoPath } from 'd3-geo'
import { useMemo, useState } from 'react'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json'
import { formatValue } from '../format/format.ts'
import { COUNTRY_OF_ID } from './country-ids.ts'

const WIDTH = 640
const HEIGHT = 310
const ANTARCTICA = '010'

function makeShapes() {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>
  const { features } = feature(topology, topology.objects.countries)
  const shown = features.filter((one) => one.id !== ANTARCTICA)
  const projection = geoNaturalEarth1().fitSize([WIDTH, HEIGHT], { type: 'FeatureCollection', features: shown })
  const draw = geoPath(projection).digits(1)
  return shown.map((one) => {
    const code = COUNTRY_OF_ID.get(String(one.id ?? ''))
    return {
      id: code ?? one.properties.name,
      code,
      name: code ? formatValue('country', code) : one.properties.name,
      path: draw(one) ?? '',
    }
  })
}

interface Props {
  readonly values: ReadonlyMap<string, number>
  readonly print: (value: number) => string
  readonly onPick: (country: string) => void
}

const LEVELS = 5

/** 1..5 by the square root of the share of the maximum, so that small countries stay visible. */
const levelOf = (value: number, top: number): number => Math.max(1, Math.ceil(Math.sqrt(value / top) * LEVELS))

/** Countries by colour; the list beside it carries the same figures for keyboard and screen reader. */
export function WorldMap({ values, print, onPick }: Props) {
  const shapes = useMemo(makeShapes, [])
  const [over, setOver] = useState<string>()
  const top = Math.max(1, ...values.values())
  const shown = shapes.find(({ id }) => id === over)
  return (
    <div className="map">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" onMouseLeave={() => setOver(undefined)}>
        {shapes.map(({ id, code, path }) => {
          const value = code === undefined ? 0 : (values.get(code) ?? 0)
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map does the same
            <path
              key={id}
              d={path}
              className={value > 0 ? `land level-${levelOf(value, top)}` : 'land'}
              onMouseEnter={() => setOver(id)}
              {...(value > 0 && code !== undefined && { onClick: () => onPick(code) })}
            />
          )
        })}
      </svg>
      <p className="map-text" aria-hidden="true">
        {shown === undefined
          ? ' '
          : `${shown.name}: ${print(shown.code === undefined ? 0 : (values.get(shown.code) ?? 0))}`}
      </p>
    </div>
  )
}
export type WorldMapProps = Props
