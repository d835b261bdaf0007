import { useSyncExternalStore } from 'react'
import { storage } from './storage.ts'

const KEY = 'tawsil.enterSends'
const listeners = new Set<() => void>()

const read = () => storage.read(KEY) !== 'false'

/** Whether Enter sends a reply (the default) or begins a new line. Ctrl+Enter always sends. */
export const useEnterSends = (): boolean =>
  useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)

export function setEnterSends(sends: boolean): void {
  storage.write(KEY, sends ? null : 'false')
  for (const listener of listeners) listener()
}
