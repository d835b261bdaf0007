import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'

/** A mail as it came to the other side. */
export interface ReceivedMail {
  id: string
  to: string
  fromName: string
  subject: string
  text: string
  html: string
}

/** What the servers answer instead of yes; changed by tests. */
export interface Trouble {
  status?: number
  body?: string
  /** To `RCPT TO`, and to the content. */
  recipient?: string
  content?: string
}

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port

/** As much of SMTP as is spoken to it. */
export async function openSmtp() {
  const received: ReceivedMail[] = []
  const trouble: Trouble = {}
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    talk(socket, trouble, received)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  return { url: `smtp://127.0.0.1:${portOf(server)}`, received, trouble, close }
}

function talk(socket: Socket, trouble: Trouble, received: ReceivedMail[]): void {
  let [buffer, data, to] = ['', false, '']
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'RCPT') to = /<(.*)>/.exec(line)![1]!
    if (verb === 'DATA') data = true
    if (verb === 'QUIT') return void socket.end('221 Bye\r\n')
    say(verb === 'DATA' ? '354 Go on' : verb === 'RCPT' && trouble.recipient ? trouble.recipient : '250 Yes')
  }
  socket.on('error', () => undefined)
  socket.on('data', chunk => {
    buffer += chunk.toString('latin1')
    for (let end = buffer.indexOf(data ? '\r\n.\r\n' : '\r\n'); end >= 0; ) {
      const part = buffer.slice(0, end)
      buffer = buffer.slice(end + (data ? 5 : 2))
      if (data) {
        data = false
        if (!trouble.content) received.push(readMime(to, part))
        say(trouble.content ?? '250 Taken')
      } else command(part)
      end = buffer.indexOf(data ? '\r\n.\r\n' : '\r\n')
    }
  })
  say('220 Test')
}

/** A mail of two alternatives, as nodemailer writes it. */
function readMime(to: string, raw: string): ReceivedMail {
  const source = raw.replace(/^\.\./gm, '.')
  const [head, ...rest] = source.split('\r\n\r\n')
  const headers = head!.replace(/\r\n[ \t]+/g, ' ')
  const header = (name: string) => words(new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '')
  const boundary = /boundary="([^"]+)"/.exec(headers)![1]!
  const parts = rest.join('\r\n\r\n').split(`--${boundary}`)
  const part = (type: string) => decodePart(parts.find(one => one.includes(`Content-Type: ${type}`))!)
  return {
    id: /<([^@]+)@/.exec(header('Message-ID'))![1]!,
    to,
    fromName: header('From')
      .replace(/ ?<[^<]*>$/, '')
      .replace(/^"|"$/g, ''),
    subject: header('Subject'),
    text: part('text/plain'),
    html: part('text/html'),
  }
}

function decodePart(part: string): string {
  const at = part.indexOf('\r\n\r\n')
  const body = part.slice(at + 4)
  const bytes = /base64/i.test(part.slice(0, at))
    ? Buffer.from(body, 'base64')
    : /quoted-printable/i.test(part.slice(0, at))
      ? quoted(body.replace(/=\r\n/g, ''))
      : Buffer.from(body, 'latin1')
  return bytes.toString('utf8').replaceAll('\r\n', '\n')
}

const quoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=` */
const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, body) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(body, 'base64').toString('latin1')
        : quoted(body.replaceAll('_', ' ')).toString('latin1'),
    )
    .replace(/[\x80-\xff]+/g, bytes => Buffer.from(bytes, 'latin1').toString('utf8'))

/** As much of Resend as is spoken to it. */
export async function openResend() {
  const received: ReceivedMail[] = []
  const trouble: Trouble = {}
  const server = createHttpServer(async (request, response) => {
    const body = (await json(request)) as { from: string; to: string[]; subject: string; text: string; html: string }
    if (request.headers.authorization !== 'Bearer re_test') return response.writeHead(401).end()
    if (trouble.status) return response.writeHead(trouble.status).end(trouble.body ?? '{}')
    received.push({
      id: `${request.headers['idempotency-key']}`,
      to: body.to.join(),
      fromName: /^"(.*)" <[^<>]+>$/.exec(body.from)?.[1] ?? '',
      subject: body.subject,
      text: body.text,
      html: body.html,
    })
    return response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"x"}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${portOf(server)}`, received, trouble, close }
}
