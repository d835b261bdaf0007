const IRREGULAR: Record<string, string> = { statuses: 'status' }

const singular = (word: string): string =>
  IRREGULAR[word] ?? (word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, ''))

const camel = (words: string): string =>
  words
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

/**
 * What generated clients call a route: its method and its path, in the singular where an id follows.
 *
 * @param url as a route has it: `/api/v1/conversations/:id/messages`
 * @returns `getConversationMessages`, `patchOrderById`
 */
export function operationId(method: string, url: string): string {
  const parts = url
    .replace(/^\/api\/v\d+/, '')
    .split('/')
    .filter(Boolean)
  const words = parts.flatMap((part, index) => {
    const isLast = index === parts.length - 1
    if (part.startsWith(':')) return isLast ? [`By${camel(part.slice(1))}`] : []
    return [camel(parts[index + 1]?.startsWith(':') ? singular(part) : part)]
  })
  return method.toLowerCase() + words.join('')
}
