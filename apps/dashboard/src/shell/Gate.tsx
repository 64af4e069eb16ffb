import { useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { paths } from '../paths.ts'

/** Lets signed-in people through; sends others to sign in and back to where they were. */
export function Gate() {
  const { data: login } = useSuspenseQuery(sessionQuery)
  const { href } = useLocation()
  if (!login.is_set_up) return <Navigate to={paths.setup()} replace />
  if (login.account === null)
    return <Navigate to={paths.login()} search={(href === '/' ? {} : { next: href }) as never} replace />
  return <Outlet />
}
