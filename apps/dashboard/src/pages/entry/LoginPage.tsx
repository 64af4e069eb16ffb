import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { isCode } from '../../api/errors.ts'
import { sessionQuery, writes } from '../../api/queries.ts'
import { paths } from '../../paths.ts'
import { TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Problem.tsx'
import { CannotSignIn } from './CannotSignIn.tsx'
import { EntryFrame } from './EntryFrame.tsx'

/** Only addresses of this dashboard: anything else would be an open redirect. */
export const safeNext = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : paths.sites()

/** Sign in with email and password. */
export function LoginPage() {
  const { data: login } = useSuspenseQuery(sessionQuery)
  const { next } = useSearch({ strict: false }) as { next?: string }
  if (login.account !== null) return <Navigate to={safeNext(next)} replace />
  if (!login.is_set_up) return <Navigate to={paths.setup()} replace />
  return (
    <EntryFrame title="Sign in">
      {login.can_sign_in ? <LoginForm next={safeNext(next)} /> : <CannotSignIn />}
    </EntryFrame>
  )
}

function LoginForm({ next }: { readonly next: string }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const logIn = useMutation({
    mutationFn: writes.logIn,
    onSuccess: async () => {
      await client.refetchQueries(sessionQuery)
      await navigate({ href: next, replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    logIn.mutate({ email, password })
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {isCode(logIn.error, 'unauthenticated') ? (
        <p className="form-problem" role="alert">
          This email and password do not belong together.
        </p>
      ) : (
        <FormProblem error={logIn.error} />
      )}
      <button type="submit" className="button button-main" disabled={logIn.isPending}>
        {logIn.isPending ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  )
}
