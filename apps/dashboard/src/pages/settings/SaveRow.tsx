import { FormProblem } from '../../ui/Problem.tsx'
import type { useSaveSite } from './use-save-site.ts'

/** The end of a form of settings: what went wrong, or that it is saved, and the button. */
export function SaveRow({ save }: { readonly save: ReturnType<typeof useSaveSite> }) {
  return (
    <>
      <FormProblem error={save.error} />
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
