import type { Review } from '../../review.ts'
import { random } from '../errors.ts'
import type { Json } from '../rules/checks.ts'

/** A message template of an account, in one language. */
export interface Template {
  id: string
  wabaId: string
  name: string
  language: string
  category: string
  parameterFormat: string
  components: Json[]
  /** Decided by a person or a test, or by time. */
  forced?: string
  sinceMs: number
}

/** The templates of all accounts. */
export interface TemplateStore {
  create(wabaId: string, body: Json): Template
  get(id: string): Template | undefined
  ofAccount(wabaId: string): Template[]
  find(wabaId: string, name: string, language: string): Template | undefined
  /** APPROVED, PENDING, REJECTED, PAUSED, DISABLED… */
  status(template: Template): string
  remove(ids: string[]): void
  clear(): void
}

/** @param review how long the review takes and how it ends */
export function createTemplateStore(review: () => Review): TemplateStore {
  const templates = new Map<string, Template>()
  const ofAccount = (wabaId: string) => [...templates.values()].filter(one => one.wabaId === wabaId)
  return {
    create: (wabaId, body) => {
      const template: Template = {
        id: String(1_000_000_000_000_000 + (random(6).readUIntBE(0, 6) % 8_000_000_000_000_000)),
        wabaId,
        name: String(body.name),
        language: String(body.language),
        category: String(body.category),
        parameterFormat: String(body.parameter_format ?? 'POSITIONAL').toUpperCase(),
        components: (body.components ?? []) as Json[],
        sinceMs: Date.now(),
      }
      templates.set(template.id, template)
      return template
    },
    get: id => templates.get(id),
    ofAccount,
    find: (wabaId, name, language) => ofAccount(wabaId).find(one => one.name === name && one.language === language),
    status: ({ forced, sinceMs }) => {
      const { ms, outcome } = review()
      return forced ?? (Date.now() - sinceMs >= ms ? outcome.toUpperCase() : 'PENDING')
    },
    remove: ids => {
      for (const id of ids) templates.delete(id)
    },
    clear: () => templates.clear(),
  }
}
