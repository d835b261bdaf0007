import { storage } from './storage.ts'

export type Theme = 'light' | 'dark' | 'system'

const KEY = 'tawsil.theme'
const system = () => matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** The person's choice; 'system' without one. */
export function getTheme(): Theme {
  const stored = storage.read(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function paint(): void {
  const theme = getTheme()
  const dark = theme === 'dark' || (theme === 'system' && system().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', paper)
}

/** Remembers a choice and paints it. */
export function setTheme(theme: Theme): void {
  storage.write(KEY, theme === 'system' ? null : theme)
  paint()
  for (const listener of listeners) listener()
}

/** Follows the system while nothing was chosen. */
export function startTheme(): void {
  paint()
  system().addEventListener('change', paint)
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
