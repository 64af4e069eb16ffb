import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Tooltip } from 'radix-ui'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from './api/query-client.ts'
import { router } from './router.tsx'
import { startShortcuts } from './shell/shortcuts.ts'
import './styles/index.css'
import { startTheme } from './theme/use-theme.ts'

startTheme()
startShortcuts()

const place = document.getElementById('root')
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </Tooltip.Provider>
      </QueryClientProvider>
    </StrictMode>,
  )
