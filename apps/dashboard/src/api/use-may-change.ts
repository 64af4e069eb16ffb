import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from './queries.ts'

/** Whether the server lets whoever is signed in change things: owners and admins. */
export function useMayChange(): boolean {
  const { data: login } = useQuery(sessionQuery)
  return ['owner', 'admin'].includes(login?.account?.role ?? '')
}
