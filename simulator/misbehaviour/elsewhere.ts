import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Entry } from '../record/journal.ts'

/** Another host, to which answers are moved: a client must not send its secrets there. */
export interface Elsewhere {
  /** Keeps an answer and gives the address where it can be had without any key. */
  move(reply: FastifyReply, body: string | Buffer, contentType: string): string
  find(token: string): Moved | undefined
  clear(): void
}

interface Moved {
  body: string | Buffer
  contentType: string
}

const MOST_KEPT = 1000
/** Headers and parameters that carry secrets of the three providers. */
const SECRET_HEADERS = ['authorization', 'x-api-key', 'cookie']

/** A host that keeps the newest thousand answers. */
export function createElsewhere(): Elsewhere {
  const kept = new Map<string, Moved>()
  return {
    move: (reply, body, contentType) => {
      const token = randomBytes(12).toString('hex')
      kept.set(token, { body, contentType })
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      return `http://${otherName(reply.request.host)}/elsewhere/${token}`
    },
    find: token => kept.get(token),
    clear: () => kept.clear(),
  }
}

/** The twin under another name: the same machine, but another host for a client. */
function otherName(host: string): string {
  return host.startsWith('localhost') ? host.replace('localhost', '127.0.0.1') : host.replace(/^[^:]+/, 'localhost')
}

/** `GET /elsewhere/…`: journaled as `media` of the type `elsewhere`, with the names of the secrets that came along. */
export function elsewhereRoutes(
  app: FastifyInstance,
  elsewhere: Elsewhere,
  record: (entry: Omit<Entry, 'seq' | 'at'>) => Entry,
): void {
  app.get('/elsewhere/:token', (request, reply) => {
    const { token } = request.params as { token: string }
    const found = elsewhere.find(token)
    const leaked = SECRET_HEADERS.filter(name => request.headers[name] !== undefined)
    const status = found ? 200 : 404
    record({ kind: 'media', type: 'elsewhere', status, accepted: found !== undefined, note: { leaked } })
    return found ? reply.type(found.contentType).send(found.body) : reply.code(404).send('')
  })
}
