import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { sessionQuery } from './api/queries.ts'
import { makeQueryClient } from './api/query-client.ts'
import { router } from './router.tsx'
import { startShortcuts } from './shell/shortcuts.ts'
import './styles/index.css'
import { startTheme } from './theme/use-theme.ts'

startTheme()
startShortcuts()

const client = makeQueryClient()
// Every page waits for this; asking now saves the time until React has started.
void client.prefetchQuery(sessionQuery)

const place = document.getElementById('root')
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
