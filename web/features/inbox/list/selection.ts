import { useState } from 'react'

/** Which conversations of a list are chosen for one change. */
export interface Selection {
  ids: ReadonlySet<string>
  /** All that the list's filter finds, also those that were not read yet. */
  all: boolean
  toggle: (id: string) => void
  chooseAll: () => void
}

/** Undefined while nobody chooses. `start` begins, `end` lets go. */
export function useSelection(): { selection: Selection | undefined; start: () => void; end: () => void } {
  const [ids, setIds] = useState<ReadonlySet<string> | undefined>()
  const [all, setAll] = useState(false)
  const choose = (next: ReadonlySet<string> | undefined, everything = false) => {
    setIds(next)
    setAll(everything)
  }
  const toggle = (id: string) => {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    choose(next)
  }
  return {
    selection: ids && { ids, all, toggle, chooseAll: () => choose(new Set(), true) },
    start: () => choose(new Set()),
    end: () => choose(undefined),
  }
}
