/** A placeholder of fixed size, so that nothing moves when the answer arrives. */
export function Skeleton({ width = '100%', height }: { readonly width?: number | string; readonly height: number }) {
  return <span className="skeleton" style={{ width, height }} aria-hidden="true" />
}

/** Rows of placeholders in a list. */
export function SkeletonRows({ count, height = 32 }: { readonly count: number; readonly height?: number }) {
  return (
    <div className="skeleton-rows" role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders in a fixed order
        <div key={at} style={{ height }}>
          <Skeleton width={`${88 - ((at * 37) % 55)}%`} height={12} />
        </div>
      ))}
    </div>
  )
}
