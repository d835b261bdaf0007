import type { FastifyReply } from 'fastify'

/** The connection side of an answer: waiting, staying silent, and cutting. */
export interface Line {
  /** Waits; ends early when the twin closes. */
  wait(ms: number): Promise<void>
  /** Answers nothing, and drops the connection after `ms` unless the caller gave up before. */
  hold(reply: FastifyReply, ms: number): void
  /** Sends RST at once. */
  reset(reply: FastifyReply): void
  /** Announces a whole body, sends half of it and drops the connection. */
  cut(reply: FastifyReply, status: number, headers: Record<string, string>, body: string | Buffer): void
  /** Whether the caller has already gone. */
  gone(reply: FastifyReply): boolean
  close(): void
}

/** A line whose timers and held connections end with `close`. */
export function createLine(): Line {
  const pauses = new Map<NodeJS.Timeout, () => void>()
  const after = (ms: number, action: () => void) => {
    const timer = setTimeout(() => {
      pauses.delete(timer)
      action()
    }, ms)
    pauses.set(timer, action)
  }
  return {
    wait: ms => (ms > 0 ? new Promise(resolve => after(ms, resolve)) : Promise.resolve()),
    hold: (reply, ms) => {
      reply.hijack()
      after(ms, () => reply.raw.socket?.destroy())
    },
    reset: reply => {
      reply.hijack()
      reply.raw.socket?.resetAndDestroy()
    },
    cut: (reply, status, headers, body) => {
      reply.hijack()
      const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
      reply.raw.writeHead(status, { ...headers, 'content-length': String(bytes.length) })
      // The half must have left before the connection is dropped, or the caller sees a plain reset.
      reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy())
    },
    gone: reply => reply.raw.destroyed || reply.request.raw.socket.destroyed,
    close: () => {
      for (const [timer, action] of pauses) {
        clearTimeout(timer)
        action()
      }
      pauses.clear()
    },
  }
}
