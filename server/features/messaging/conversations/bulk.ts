import type { Context } from '../../../platform/context.ts'
import { AppError, notFound } from '../../../platform/errors/index.ts'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import type { BulkBody, BulkResult } from './conversation.schema.ts'
import { patchConversation } from './conversation.ts'
import { markConversationRead } from './read-receipt.ts'
import { unreadConversation } from './reader.ts'
import type { Reader } from './unread-counts.ts'

/** Makes one change to many conversations, each in a transaction of its own. */
export async function runBulk(context: Context, tenantId: Uuid, body: BulkBody, actor: Reader) {
  const results: BulkResult[] = []
  for (const shown of new Set(body.ids)) results.push(await runOne(context, tenantId, shown, body, actor))
  const updated = results.filter(result => result.ok).length
  return { updated, failed: results.length - updated, results }
}

async function runOne(
  context: Context,
  tenantId: Uuid,
  shown: string,
  body: BulkBody,
  actor: Reader,
): Promise<BulkResult> {
  try {
    const id = readId('conversation', shown)
    if (!id) throw notFound()
    if (body.operation === 'read') await markConversationRead(context, tenantId, id, actor)
    else if (body.operation === 'unread') await context.db.tenant(tenantId, tx => unreadConversation(tx, id, actor))
    else await context.db.tenant(tenantId, tx => patchConversation(tx, id, patchOf(body), actor))
    return { id: shown, ok: true }
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return { id: shown, ok: false, error: { code: error.code, message: error.message } }
  }
}

const patchOf = (body: Exclude<BulkBody, { operation: 'read' | 'unread' }>) =>
  body.operation === 'status' ? { status: body.status } : { assigneeId: body.assigneeId }
