import { io, type Socket } from 'socket.io-client'

/** What a process of clients is told. */
export type Told =
  | { do: 'connect'; url: string; keys: readonly string[]; each: number }
  /** Forget what was measured so far. */
  | { do: 'begin' }
  | { do: 'report' }

/** What it answers. */
export type Answered = { did: 'connect'; connected: number } | { did: 'report'; received: number; delays: number[] }

/** How many handshakes are under way at a time. */
const AT_ONCE = 40

let received = 0
/** Milliseconds from the moment that an event was written to its arrival here, by one clock. */
let delays: number[] = []
const sockets: Socket[] = []

process.on('message', (told: Told) => {
  if (told.do === 'begin') {
    received = 0
    delays = []
  } else if (told.do === 'report') answer({ did: 'report', received, delays })
  else void connectAll(told)
})

const answer = (message: Answered) => process.send?.(message)

/** `each` sockets for each key, subscribed to what a screen of notifications hears. */
async function connectAll({ url, keys, each }: Extract<Told, { do: 'connect' }>): Promise<void> {
  const wanted = keys.flatMap(key => Array<string>(each).fill(key))
  let next = 0
  const run = async () => {
    for (let no = next++; no < wanted.length; no = next++) sockets.push(await connected(url, wanted[no]!))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, run))
  answer({ did: 'connect', connected: sockets.length })
}

async function connected(url: string, token: string): Promise<Socket> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  socket.on('event', (event: { at: string }) => {
    received++
    delays.push(Date.now() - Date.parse(event.at))
  })
  const subscribed: { ok: boolean } = await socket.emitWithAck('subscribe', { channels: ['notifications'] })
  if (!subscribed.ok) throw new Error(`a subscription was refused: ${JSON.stringify(subscribed)}`)
  return socket
}

process.on('disconnect', () => process.exit(0))
