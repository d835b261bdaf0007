import type { Context } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { shown } from '../../../platform/http/index.ts'
import { newId, type Uuid } from '../../../platform/ids/index.ts'
import type { Outbound } from '../../../platform/outbound/index.ts'
import { callEndpoint } from '../deliveries/call.ts'
import { selectEndpoint } from '../endpoints/endpoint.sql.ts'
import { keysIn } from '../endpoints/secret.ts'
import { INTEGRATION_ERRORS } from '../errors.ts'
import { type Attempt, insertAttempts, type NewAttempt } from './attempt.sql.ts'

/** The type of what is sent to try an endpoint out; no event of the log. */
const TEST_TYPE = 'webhook.test'

/** Calls an endpoint at once with something made up, and tells what came of it. Throws NOT_FOUND, WEBHOOK_DISABLED. */
export async function tryOut(
  context: Pick<Context, 'config' | 'db' | 'secrets'>,
  outbound: Pick<Outbound, 'postOnce'>,
  tenantId: Uuid,
  endpointId: Uuid,
): Promise<Attempt> {
  const endpoint = await context.db.tenant(tenantId, tx => tx.one(selectEndpoint(endpointId)))
  if (endpoint.state !== 'enabled') throw new AppError(INTEGRATION_ERRORS.WEBHOOK_DISABLED)
  const eventId = newId()
  const id = shown('event', eventId)
  const data = { webhookEndpointId: shown('webhookEndpoint', endpointId), message: 'This is a test.' }
  const body = JSON.stringify({ type: TEST_TYPE, timestamp: new Date().toISOString(), data, id })
  const keys = await keysIn(context.secrets, tenantId, endpointId, [endpoint.secret])
  const result = await callEndpoint(context, outbound, { url: endpoint.url, keys }, { id, body })
  const { outcome, sentAt, signature, status, error, durationMs, headers: answerHeaders, body: answerBody } = result
  const attempt: NewAttempt = {
    ...{ id: newId(), endpointId, eventId, eventType: TEST_TYPE, attempt: 1, cause: 'test', url: endpoint.url },
    ...{ outcome, sentAt, signature, status, error, durationMs, answerHeaders, answerBody, againIn: null },
  }
  await context.db.tenant(tenantId, tx => tx.run(insertAttempts(tenantId, [attempt])))
  return { ...attempt, nextTryAt: null }
}
