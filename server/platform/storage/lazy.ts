import type { Files } from './port.ts'

/** A storage that is opened with the first call. */
export function whenNeeded(make: () => Promise<Files>): Files {
  let made: Promise<Files> | undefined
  const files = () => {
    made ??= make()
    return made
  }
  return {
    stage: async (content, limits) => (await files()).stage(content, limits),
    put: async (key, content) => (await files()).put(key, content),
    open: async (key, part) => (await files()).open(key, part),
    size: async key => (await files()).size(key),
    remove: async key => (await files()).remove(key),
    sweep: async olderThanMs => (await files()).sweep(olderThanMs),
    close: async () => (await made)?.close(),
  }
}
