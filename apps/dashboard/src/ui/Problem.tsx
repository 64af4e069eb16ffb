import { inWords } from '../api/errors.ts'

/** A failure in words, where the result would have been. */
export function ProblemNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { title, text, is_passing } = inWords(error)
  return (
    <div className="note" role="status">
      <strong>{title}</strong>
      {text !== '' && <p>{text}</p>}
      {is_passing && onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}

/** A failed form, spoken at once. */
export function FormProblem({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null
  const { title, text } = inWords(error)
  return (
    <p className="form-problem" role="alert">
      {text === '' ? title : text}
    </p>
  )
}
