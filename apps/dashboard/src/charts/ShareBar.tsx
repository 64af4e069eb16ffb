import { RATINGS, type Rating } from '@lethe/catalogue'
import { formatUnit } from '../format/format.ts'
import { RATING_WORDS } from '../format/vital.ts'
import { RatingMark } from '../ui/RatingMark.tsx'

/** Shares of good, needs improvement and poor as one bar with its figures below. */
export function ShareBar({ shares }: { readonly shares: Readonly<Record<Rating, number | null>> }) {
  return (
    <div className="share">
      <div className="share-bar" aria-hidden="true">
        {RATINGS.map((rating) => (
          <span key={rating} className={`share-part share-${rating}`} style={{ flexGrow: shares[rating] ?? 0 }} />
        ))}
      </div>
      <ul className="share-legend">
        {RATINGS.map((rating) => (
          <li key={rating} title={RATING_WORDS[rating]}>
            <RatingMark rating={rating} />
            <span>{formatUnit('ratio', shares[rating])}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
