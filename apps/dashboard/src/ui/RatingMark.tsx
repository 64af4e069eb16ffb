import type { Rating } from '@lethe/catalogue'
import { RATING_WORDS } from '../format/vital.ts'

const SHAPES: Record<Rating, string> = {
  good: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z',
  needs_improvement: 'M2 2h8v8H2Z',
  poor: 'M6 1 11.3 10.5H.7Z',
}

/** Rating as shape and colour; with `hasWord` also spelt out, else named for screen readers only. */
export function RatingMark({ rating, hasWord = false }: { readonly rating: Rating; readonly hasWord?: boolean }) {
  return (
    <span className={`rating rating-${rating}`}>
      <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={SHAPES[rating]} />
      </svg>
      <span className={hasWord ? 'rating-word' : 'visually-hidden'}>{RATING_WORDS[rating]}</span>
    </span>
  )
}
