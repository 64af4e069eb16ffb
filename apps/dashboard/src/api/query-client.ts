import { QueryCache, QueryClient } from '@tanstack/react-query'
import { inWords, isCode } from './errors.ts'
import { sessionQuery } from './queries.ts'

/** The cache of answers. A 401 anywhere forgets who is signed in, and the frame then shows the sign-in page. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!isCode(error, 'unauthenticated')) return
        client.setQueryData(sessionQuery.queryKey, (state) => state && { ...state, account: null })
      },
    }),
    defaultOptions: {
      queries: { retry: (count, error) => count < 2 && inWords(error).is_passing, staleTime: 2_000 },
    },
  })
  return client
}
