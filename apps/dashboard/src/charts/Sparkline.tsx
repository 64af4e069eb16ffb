import { useId } from 'react'

const WIDTH = 240
const HEIGHT = 48

/** A small line without axes; its text says what it shows. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const id = useId()
  const top = Math.max(1, ...values)
  const last = Math.max(1, values.length - 1)
  const points = values.map((value, at) => `${(at / last) * WIDTH},${HEIGHT - 3 - (value / top) * (HEIGHT - 8)}`)
  const line = points.length === 0 ? '' : `M${points.join('L')}`
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-labelledby={id}
      role="img"
    >
      <title id={id}>{label}</title>
      {line !== '' && <path className="spark-area" d={`${line}L${WIDTH},${HEIGHT}L0,${HEIGHT}Z`} />}
      <path className="spark-line" d={line} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
