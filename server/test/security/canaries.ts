import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import type { TestDb } from '../withDb.ts'

/** Everything written to a log, as one text. */
export interface Kept {
  stream: Writable
  text(): string
}

export function keepEverything(): Kept {
  const chunks: string[] = []
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      chunks.push(String(chunk))
      done()
    },
  })
  return { stream, text: () => chunks.join('') }
}

/** The forms in which a secret may turn up: as it is, escaped in JSON, in hex and in base64. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  // Base64 of a text depends on where in the bytes around it it begins; the middle of each is enough to be found by.
  const shifted = [0, 1, 2].map(by =>
    Buffer.concat([Buffer.alloc(by), bytes])
      .toString('base64')
      .slice(4, -4),
  )
  return [secret, JSON.stringify(secret).slice(1, -1), bytes.toString('hex'), ...shifted]
}

/** Names of the canaries that are found in the text, in whatever form. */
export function foundIn(text: string, canaries: Readonly<Record<string, string>>): string[] {
  const lower = text.toLowerCase()
  return Object.entries(canaries)
    .filter(([, secret]) => formsOf(secret).some(form => text.includes(form) || lower.includes(form.toLowerCase())))
    .map(([name]) => name)
}

/** Every row of every table, as text: what somebody reads who has stolen a dump. Bytes are in hex. */
export async function dumpOf(database: TestDb): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'`,
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await database.query<{ text: string }>(`select t::text as text from ${name} t`)
    texts.push(...rows.map(row => `${name}: ${row.text}`))
  }
  return texts.join('\n')
}

/** A provider that refuses every call and repeats in its answer all it was told. */
export async function indiscreetProvider(): Promise<{ url: string; calls: string[]; close(): Promise<void> }> {
  const calls: string[] = []
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    calls.push(`${request.headers.authorization} ${body}`)
    const said = `${request.headers.authorization} may not send ${body}`
    response.writeHead(calls.length % 2 ? 400 : 500, { 'content-type': 'application/json' })
    // As Meta explains itself, and as Twilio does.
    const error = { message: said, code: 131_009, error_data: { details: said } }
    response.end(JSON.stringify({ error, code: 63_013, message: said }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}
