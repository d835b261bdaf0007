import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startI18n } from '../lib/i18n.ts'
import { startTheme } from '../lib/theme.ts'
import { Providers } from './providers.tsx'

startTheme()
await startI18n()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
)
