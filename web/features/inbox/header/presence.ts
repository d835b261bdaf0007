import { useEffect, useMemo, useRef, useState } from 'react'
import { shownId } from '../../../lib/ids.ts'
import { type Presence, realtime } from '../../../lib/realtime.ts'
import { useMe } from '../../../lib/session/me.ts'
import { useMemberName } from '../../../lib/session/members.ts'

const TYPING_MS = 4_000

/** Tells colleagues that somebody looks at a conversation. */
export function useViewing(conversationId: string): void {
  useEffect(() => {
    realtime.tell('viewing', conversationId, true)
    return () => realtime.tell('viewing', conversationId, false)
  }, [conversationId])
}

/** Returns a function to call at every key: colleagues are told at most every few seconds, and when the typing ends. */
export function useTyping(conversationId: string): (on: boolean) => void {
  const last = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return on => {
    clearTimeout(timer.current)
    const now = Date.now()
    if (on && now - last.current > TYPING_MS / 2) {
      last.current = now
      realtime.tell('typing', conversationId, true)
    }
    const stop = () => {
      if (last.current) realtime.tell('typing', conversationId, false)
      last.current = 0
    }
    if (on) timer.current = setTimeout(stop, TYPING_MS)
    else stop()
  }
}

export interface Seen {
  id: string
  kind: 'typing' | 'viewing'
  name: string
}

/**
 * Which colleagues are typing in a conversation, or looking at it; those who type come first. A colleague who was there
 * before answers a newcomer.
 */
export function useOthers(conversationId: string): Seen[] {
  const me = useMe()?.user.id
  const nameOf = useMemberName()
  const [here, setHere] = useState<Map<string, Seen>>(new Map())
  useEffect(() => {
    const forget = () => setHere(new Map())
    const stops = [
      realtime.onPresence((kind, presence) => {
        if (shownId('conv', presence.conversationId) !== conversationId) return
        const id = shownId('usr', presence.user?.id ?? presence.userId)
        if (id) setHere(before => next(before, id, kind, presence, presence.user?.name ?? presence.name ?? ''))
      }),
      // A colleague who leaves while the connection is lost cannot tell us; when it is back, those who are there answer
      // again.
      realtime.onState(() => realtime.state() === 'offline' && forget()),
    ]
    return () => {
      for (const stop of stops) stop()
      forget()
    }
  }, [conversationId])
  return useMemo(
    () =>
      [...here.values()]
        .filter(({ id }) => id !== me)
        .map(seen => ({ ...seen, name: seen.name || nameOf(seen.id) || '' }))
        .toSorted((a, b) => Number(b.kind === 'typing') - Number(a.kind === 'typing')),
    [here, me, nameOf],
  )
}

export function next(
  before: Map<string, Seen>,
  id: string,
  kind: Seen['kind'],
  { on }: Presence,
  name: string,
): Map<string, Seen> {
  const after = new Map(before)
  // A person who types also looks at it, so "viewing" must not replace "typing".
  if (on && kind === 'viewing' && after.get(id)?.kind === 'typing') return before
  if (on) after.set(id, { id, kind, name })
  else if (kind === 'typing' && after.has(id)) after.set(id, { id, kind: 'viewing', name })
  else after.delete(id)
  return after
}
