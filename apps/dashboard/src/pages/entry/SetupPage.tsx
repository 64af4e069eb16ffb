import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sessionQuery, writes } from '../../api/queries.ts'
import { paths } from '../../paths.ts'
import { TextField } from '../../ui/Field.tsx'
import { FormProblem } from '../../ui/Problem.tsx'
import { CannotSignIn } from './CannotSignIn.tsx'
import { EntryFrame } from './EntryFrame.tsx'

const PASSWORD_LENGTH = 12

/** Creates the owner's account with the one-time link that the server printed. */
export function SetupPage() {
  const { data: login } = useSuspenseQuery(sessionQuery)
  const { token } = useSearch({ strict: false }) as { token?: string }
  if (login.is_set_up)
    return (
      <EntryFrame title="Already set up">
        <p className="entry-text">This installation has its owner.</p>
        <Link to={paths.login()} className="button button-main">
          Sign in
        </Link>
      </EntryFrame>
    )
  if (!login.can_sign_in)
    return (
      <EntryFrame title="Set up Lethe">
        <CannotSignIn />
      </EntryFrame>
    )
  if (token === undefined)
    return (
      <EntryFrame title="Set up Lethe">
        <p className="entry-text">
          Open the one-time set-up link that the server printed when it started. Restart it to see a new link.
        </p>
      </EntryFrame>
    )
  return (
    <EntryFrame title="Welcome to Lethe">
      <SetupForm token={token} />
    </EntryFrame>
  )
}

function SetupForm({ token }: { readonly token: string }) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const setUp = useMutation({
    mutationFn: writes.setUp,
    onSuccess: async () => {
      await client.refetchQueries(sessionQuery)
      await navigate({ to: paths.sites(), replace: true })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setUp.mutate({ token, email, password, ...(name !== '' && { name }) })
  }
  return (
    <form className="form" onSubmit={submit}>
      <p className="entry-text">Create the owner’s account. It stays on this machine.</p>
      <TextField label="Name" autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
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
        autoComplete="new-password"
        required
        minLength={PASSWORD_LENGTH}
        hint={`At least ${PASSWORD_LENGTH} characters.`}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormProblem error={setUp.error} />
      <button type="submit" className="button button-main" disabled={setUp.isPending}>
        {setUp.isPending ? 'Creating…' : 'Create account'}
      </button>
    </form>
  )
}
