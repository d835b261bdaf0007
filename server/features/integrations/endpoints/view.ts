import { links, shown } from '../../../platform/http/index.ts'
import type { EndpointAnswer } from './endpoint.schema.ts'
import type { WebhookEndpoint } from './endpoint.sql.ts'

export function showEndpoint(row: WebhookEndpoint): EndpointAnswer {
  const id = shown('webhookEndpoint', row.id)
  const { failingSince, failures, backoffUntil } = row
  const enabled = row.state === 'enabled'
  return {
    id,
    url: row.url,
    types: row.types,
    description: row.description,
    ordered: row.ordered,
    enabled,
    disabledReason: row.disabledReason,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failing:
      enabled && failingSince
        ? { since: failingSince.toISOString(), failures, nextTryAt: backoffUntil?.toISOString() ?? null }
        : null,
    oldSecretValidUntil: row.oldSecretUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    _links: links({
      self: ['webhook-endpoints', id],
      attempts: ['webhook-endpoints', id, 'attempts'],
      replay: ['webhook-endpoints', id, 'replay'],
    }),
  }
}
