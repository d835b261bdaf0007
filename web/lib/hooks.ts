import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, formats } from './format.ts'
import { type Bindings, createMatcher, isTyping } from './keyboard.ts'
import { useTenant } from './session/me.ts'
import { session } from './session/session.ts'
import { getTheme, subscribeTheme } from './theme.ts'

/** Follows a media query. */
export function useMedia(query: string): boolean {
  const list = useMemo(() => matchMedia(query), [query])
  return useSyncExternalStore(
    listener => {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => list.matches,
  )
}

/** Phone width: panes are pages. */
export const useNarrow = (): boolean => useMedia('(width < 768px)')

export const useSession = () => useSyncExternalStore(session.subscribe, session.get)
export const useTheme = () => useSyncExternalStore(subscribeTheme, getTheme)

/** Dates and money in the interface's language and the business's time zone. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  return formats(i18n.language, useTenant()?.timezone)
}

/** True only when `active` has lasted this long: skeletons are for waits of more than 200 ms. */
export function useLasting(active: boolean, ms = 200): boolean {
  const [lasted, setLasted] = useState(false)
  useEffect(() => {
    if (!active) return setLasted(false)
    const timer = setTimeout(() => setLasted(true), ms)
    return () => clearTimeout(timer)
  }, [active, ms])
  return active && lasted
}

/** A value that follows only after it has been quiet for a while. */
export function useQuiet<T>(value: T, ms = 250): T {
  const [quiet, setQuiet] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return quiet
}

/** The time, updated every `ms`; for things that run out while somebody looks. */
export function useNow(ms = 30_000): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), ms)
    return () => clearInterval(timer)
  }, [ms])
  return now
}

/**
 * Keys of the page while the component is mounted; not while somebody types (except ctrl combinations), and not under a
 * dialog.
 */
export function useKeys(bindings: Bindings, enabled = true): void {
  const latest = useRef(bindings)
  latest.current = bindings
  useEffect(() => {
    if (!enabled) return
    const match = createMatcher(() => latest.current)
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return
      if (document.querySelector('[role=dialog],[role=alertdialog],[role=menu]')) return
      const action = match(event, event.timeStamp)
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled])
}

/** What the window and its history call the page. */
export function useTitle(page: string): void {
  const { t } = useTranslation()
  const title = t('state.titleOf', { page })
  useEffect(() => {
    document.title = title
  }, [title])
}

/** An address for a picked file, while it is shown. */
export function useObjectUrl(file: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url
}
