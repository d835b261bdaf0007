import type { Socket } from 'socket.io-client'
import type { LiveEvent } from './api/types.ts'
import { accessToken } from './session/refresh.ts'
import { SECOND_FACTOR_MISSING, secondFactor } from './session/second-factor.ts'
import { SUSPENDED, suspension } from './session/suspension.ts'

/** A colleague who is typing in a conversation, or looking at it. */
export interface Presence {
  conversationId: string
  on: boolean
  user?: { id: string; name: string }
  userId?: string
  name?: string
}

export const AVAILABILITIES = ['online', 'away', 'busy'] as const
/** What a person can choose to be shown as. */
export type Availability = (typeof AVAILABILITIES)[number]

/** A colleague came, went, or chose something. */
export interface PersonStatus {
  status: Availability | 'offline'
  user: { id: string; name: string }
}

/** How the line does: round trip on average, and the share of heartbeats that got lost. */
export interface Quality {
  latencyMs: number | null
  loss: number
}

export type LineState = 'connecting' | 'online' | 'offline'

const CHANNELS = ['messages', 'orders', 'conversations', 'notifications']

interface FromServer {
  event: (event: LiveEvent) => void
  hidden: (what: { conversationId: string }) => void
  reset: () => void
  typing: (presence: Presence) => void
  viewing: (presence: Presence) => void
  presence: (person: PersonStatus) => void
  quality: (quality: Quality) => void
}
interface ToServer {
  presence: (choice: { status: Availability }) => void
  subscribe: (input: { channels: string[]; after?: string }, answer: (answer: Subscribed) => void) => void
  typing: (attention: { conversationId: string; on: boolean }) => void
  viewing: (attention: { conversationId: string; on: boolean }) => void
}
type Line = Socket<FromServer, ToServer>

let socket: Line | null = null
/** The token that the line last showed. */
let given: string | undefined
let state: LineState = 'connecting'
let cursor: string | undefined
let users = 0
/** The conversations that are open here; sent again on every new connection. */
const viewed = new Set<string>()
let quality: Quality | undefined
/** Kept while the tab is open, and sent again on every new connection. */
let availability: Availability | undefined
const stateListeners = new Set<() => void>()
const qualityListeners = new Set<() => void>()
const personListeners = new Set<(person: PersonStatus) => void>()
const eventListeners = new Set<(event: LiveEvent) => void>()
const hiddenListeners = new Set<(conversationId: string) => void>()
const presenceListeners = new Set<(kind: 'typing' | 'viewing', presence: Presence) => void>()
const freshListeners = new Set<(since: number) => void>()

function setState(next: LineState): void {
  if (state === next) return
  state = next
  for (const listener of stateListeners) listener()
}

/** Longer than a read or a commit takes: what was read so shortly after an event may not hold it. */
const MARGIN_MS = 5_000

/** @param eventAt when the last event was written; null: there is none */
function refresh(eventAt: number | null): void {
  if (eventAt === null) return
  for (const listener of freshListeners) listener(eventAt + MARGIN_MS)
}

/** What `subscribe` is answered with. */
type Subscribed = { ok: true; cursor: string; quietMs?: number | null } | { ok: false; code: string }

function subscribe(line: Line): void {
  const after = cursor
  line.emit('subscribe', { channels: CHANNELS, ...(after ? { after } : {}) }, answer => {
    if (!answer.ok && answer.code === 'RATE_LIMITED') return
    if (!answer.ok && after) {
      // The log does not know this cursor: start again.
      cursor = undefined
      return subscribe(line)
    }
    setState('online')
    if (after || !answer.ok) return
    // Nothing was caught up: what was read before the last event may be old.
    cursor = answer.cursor
    refresh(answer.quietMs === null ? null : Date.now() - (answer.quietMs ?? 0))
  })
}

const codeOf = (error: Error) => (error as { data?: { code?: string } }).data?.code

/** The library is loaded after the first paint; a screen that was closed in the meantime opens no connection. */
async function open(wanted: () => boolean): Promise<void> {
  const { io } = await import('socket.io-client')
  if (!wanted()) return
  const line: Line = io({
    transports: ['websocket', 'polling'],
    // Where a proxy blocks WebSockets, polling works.
    tryAllTransports: true,
    auth: give => {
      accessToken().then(
        token => {
          given = token ?? undefined
          give({ token })
        },
        () => give({}),
      )
    },
    reconnectionDelayMax: 5_000,
  })
  line.on('connect', () => {
    subscribe(line)
    if (availability) line.emit('presence', { status: availability })
    for (const conversationId of viewed) line.emit('viewing', { conversationId, on: true })
  })
  line.on('disconnect', reason => {
    setState('offline')
    if (reason === 'io server disconnect') line.connect()
  })
  line.on('connect_error', error => {
    setState('offline')
    if (codeOf(error) === SUSPENDED) suspension.notice(null)
    if (codeOf(error) === SECOND_FACTOR_MISSING) secondFactor.notice()
    // Asked for another token, the server says whether the session has ended; then the app goes to the sign-in. When it
    // does not answer, nothing is known, and the line is tried again below.
    if (codeOf(error) === 'UNAUTHENTICATED') accessToken(given).catch(() => undefined)
    if (!line.active) setTimeout(() => socket === line && line.connect(), 3_000)
  })
  // The server does not know the place any more.
  line.on('reset', () => refresh(Date.now()))
  line.on('event', event => {
    cursor = event.cursor
    for (const listener of eventListeners) listener(event)
  })
  line.on('hidden', ({ conversationId }) => {
    for (const listener of hiddenListeners) listener(conversationId)
  })
  for (const kind of ['typing', 'viewing'] as const) {
    line.on(kind, presence => {
      for (const listener of presenceListeners) listener(kind, presence)
    })
  }
  line.on('presence', person => {
    for (const listener of personListeners) listener(person)
  })
  line.on('quality', now => {
    quality = now
    for (const listener of qualityListeners) listener()
  })
  socket = line
}

const listen =
  <T>(listeners: Set<T>) =>
  (listener: T): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

/**
 * The live connection to the server: one socket for the whole app, resumed after every break from the last event seen.
 */
export const realtime = {
  state: (): LineState => state,
  onState: listen(stateListeners),
  onEvent: listen(eventListeners),
  /** Called for a conversation that the signed-in person sees no more. */
  onHidden: listen(hiddenListeners),
  onPresence: listen(presenceListeners),
  onPerson: listen(personListeners),
  quality: (): Quality | undefined => quality,
  onQuality: listen(qualityListeners),
  /** Called with a moment when what was read before it may have missed events. */
  onFresh: listen(freshListeners),
  /** Opens the connection for a mounted screen; the last screen to unmount closes it. */
  connect(): () => void {
    users += 1
    if (users === 1) void open(() => users > 0 && !socket)
    return () => {
      users -= 1
      if (users > 0) return
      socket?.disconnect()
      socket = null
      cursor = undefined
      state = 'connecting'
    }
  },
  /** Shows the signed-in person to colleagues as this. */
  choose(status: Availability): void {
    availability = status
    socket?.emit('presence', { status })
  },
  tell(kind: 'typing' | 'viewing', conversationId: string, on: boolean): void {
    if (kind === 'viewing') viewed[on ? 'add' : 'delete'](conversationId)
    socket?.emit(kind, { conversationId, on })
  },
}
