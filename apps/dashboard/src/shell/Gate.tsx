import { useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { sessionQuery } from '../api/queries.ts'
import { paths } from '../paths.ts'

/** Lets signed-in people through; sends others to sign in and back to where they were. */
export function Gate() {
  const { data: login } = useSuspenseQuery(sessionQuery)
  if (!login.is_set_up) return <Navigate to={paths.setup()} replace />
  return login.account === null ? <ToLogin /> : <Outlet />
}

// TRICKY: reading the location by hook renders this again while it navigates, and `Navigate` would start anew each time.
function ToLogin() {
  const navigate = useNavigate()
  const router = useRouter()
  useEffect(() => {
    const { href, pathname } = router.state.location
    if (pathname === paths.login()) return
    void navigate({ to: paths.login(), search: (href === '/' ? {} : { next: href }) as never, replace: true })
  }, [navigate, router])
  return null
}
