import { vetUrl } from '../../../platform/outbound/index.ts'
import type { MessageBody } from '../message.schema.ts'

/**
 * Refuses links that lead inside: a provider's server, which may stand next to ours, would be sent there for us. A name that
 * nobody can look up now passes; whoever fetches it looks again.
 *
 * @throws URL_NOT_ALLOWED
 */
export async function vetLinks(body: MessageBody): Promise<void> {
  for (const link of linksIn(body)) await vetUrl(link, { unresolved: 'allow' })
}

function linksIn(body: MessageBody): string[] {
  if ('media' in body) return 'link' in body.media && body.media.link ? [body.media.link] : []
  return body.type === 'template' ? findLinks(body.template.components) : []
}

/** Parameters of a template carry files as `{image: {link}}`, however deep. */
function findLinks(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findLinks)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'link' && typeof inner === 'string' ? [inner] : findLinks(inner),
  )
}
