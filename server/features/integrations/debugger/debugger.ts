import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { AnswerHeaders } from '../../../platform/outbound/index.ts'
import { keysIn } from '../endpoints/secret.ts'
import {
  type DebuggerRow,
  deleteOverDebuggers,
  deleteSurplusDebuggers,
  deleteSurplusRequests,
  insertDebugger,
  insertDebugRequest,
  selectDebugger,
  selectDebugRequests,
  selectSecretsOf,
} from './debugger.sql.ts'
import { DEBUG_PATH, type DebuggerPlace, debuggerToken } from './token.ts'
import { verdictOf } from './verdict.ts'

const MINUTES = 60
const KEPT_DEBUGGERS = 20
export const KEPT_REQUESTS = 50
/** Of each body so much is kept. */
const KEPT_CHARACTERS = 65_536

export const debuggerUrl = ({ config }: Pick<Context, 'config'>, place: DebuggerPlace): string =>
  `${config.publicUrl}${DEBUG_PATH}/${debuggerToken(config.authSecret, place)}`

/** Makes an address that shows what arrives, for an hour. */
export async function openDebugger(tx: Tx): Promise<DebuggerRow> {
  const made = await tx.one(insertDebugger(tx.tenantId, newId(), MINUTES))
  await tx.run(deleteSurplusDebuggers(KEPT_DEBUGGERS))
  return made
}

/** Keeps a call. Throws NOT_FOUND when the debugger is over. */
export async function keepCall(
  context: Pick<Context, 'config' | 'db' | 'secrets' | 'clock'>,
  place: DebuggerPlace,
  { headers, body }: { headers: AnswerHeaders; body: Buffer },
): Promise<void> {
  const { tenantId, id } = place
  await context.db.tenant(tenantId, async tx => {
    if (!(await tx.maybe(selectDebugger(id)))) throw notFound()
    const text = body.toString('utf8')
    const keys = await keysOf(context, tx, debuggerUrl(context, place))
    const verdict = verdictOf(headers, text, keys, Math.floor(context.clock.now().getTime() / 1000))
    const kept = text.replaceAll('\u0000', '\ufffd').slice(0, KEPT_CHARACTERS)
    const row = { id: newId(), headers: shownHeaders(headers), body: kept, bytes: body.length, verdict }
    await tx.run(insertDebugRequest(tenantId, id, row))
    await tx.run(deleteSurplusRequests(id, KEPT_REQUESTS))
  })
}

async function keysOf({ secrets }: Pick<Context, 'secrets'>, tx: Tx, url: string): Promise<Buffer[]> {
  const rows = await tx.rows(selectSecretsOf(url))
  const keys = rows.map(({ id, secret, oldSecret }) => keysIn(secrets, tx.tenantId, id, [secret, oldSecret]))
  return (await Promise.all(keys)).flat()
}

/** What a proxy of ours added, and what identifies people, is nobody's business here. */
const shownHeaders = (headers: AnswerHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !/^(cookie|authorization|x-forwarded-.*|x-real-ip|forwarded|via)$/.test(name))
      .slice(0, 40)
      .map(([name, value]) => [name, String(value).slice(0, 1_000)]),
  )

/** What has arrived, newest first. Throws NOT_FOUND. */
export async function readDebugger(tx: Tx, id: Uuid) {
  const found = await tx.one(selectDebugger(id))
  return { ...found, requests: await tx.rows(selectDebugRequests(id, KEPT_REQUESTS)) }
}

export const forgetOverDebuggers = async ({ db }: Pick<Context, 'db'>): Promise<void> =>
  void (await db.system('debuggers of all businesses that are over are removed together', tx =>
    tx.run(deleteOverDebuggers()),
  ))
