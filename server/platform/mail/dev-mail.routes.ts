import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../context.ts'
import { notFound } from '../errors/index.ts'
import { isOwnMachine } from '../http/index.ts'
import { isLoopbackHost } from '../outbound/index.ts'
import { escapeHtml } from './layout.ts'
import { readOutbox } from './outbox.ts'
import type { OutgoingMail } from './port.ts'

/** Mails are somebody's words: nothing in them may run, load or send anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

/**
 * `/dev/mail`: what would have been sent. The links in it open accounts, so it is there only where mail goes to the outbox, and
 * for this machine alone: a page elsewhere that gives its own name our address is refused by the name.
 */
export function devMailRoutes(app: HttpApp, context: Context): void {
  if (context.mail.kind !== 'outbox' || context.config.production) return
  const config = { access: 'public' } as const
  const schema = { hide: true, querystring: z.object({ mail: z.guid().optional() }) }
  app.get('/dev/mail', { config, schema }, async (request, reply) => {
    if (!isOwnMachine(request) || !isLoopbackHost(request.hostname)) throw notFound()
    const mails = await readOutbox(context)
    const { mail: id } = request.query
    if (id === undefined) return page(reply, listOf(mails))
    const mail = mails.find(one => one.id === id)
    if (!mail) throw notFound()
    return page(reply, mail.html)
  })
}

const page = (reply: FastifyReply, html: string) =>
  reply
    .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .type('text/html; charset=utf-8')
    .send(html)

function listOf(mails: readonly OutgoingMail[]): string {
  const rows = mails.map(
    ({ id, to, subject, text }) => `<article><h2><a href="/dev/mail?mail=${id}">${escapeHtml(subject)}</a></h2>
<p>${escapeHtml(to)}</p><pre>${linked(text)}</pre></article>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title>
<style>body{font:16px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}article{border-top:1px solid #ccc}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
</head><body><h1>Mail that was not sent</h1>${rows.join('\n') || '<p>None yet.</p>'}</body></html>`
}

const linked = (text: string): string =>
  escapeHtml(text).replace(/https?:\/\/[^\s&]+(?:&amp;[^\s&]+)*/g, link => `<a href="${link}">${link}</a>`)
