import { FormProblem } from '../../ui/Problem.tsx'
import type { useSaveSite } from './use-save-site.ts'

interface SaveRowProps {
  readonly save: ReturnType<typeof useSaveSite>
  /** Says better than the error itself what went wrong. */
  readonly problem?: string | null
}

/** The end of a form of settings: what went wrong, or that it is saved, and the button. */
export function SaveRow({ save, problem = null }: SaveRowProps) {
  return (
    <>
      {problem === null ? (
        <FormProblem error={save.error} />
      ) : (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-end">
        <span className="faint" role="status">
          {save.isSuccess ? 'Saved' : ''}
        </span>
        <button type="submit" className="button button-main" disabled={save.isPending}>
          {save.isPending ? 'Saving…' : 'Save'}
        </button>
      </div>
    </>
  )
}
