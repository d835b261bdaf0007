import { ApiError } from '../../../../lib/api/errors.ts'

/** A template as the provider knows it: its name is complete only with its language. */
export interface KnownTemplate {
  name: string
  language: string
}

const byChannel = new Map<string, readonly KnownTemplate[]>()

const isTemplate = (value: unknown): value is KnownTemplate => {
  const { name, language } = (value ?? {}) as Partial<Record<keyof KnownTemplate, unknown>>
  return typeof name === 'string' && typeof language === 'string'
}

/** The approved templates in a refusal that says that the 24 hours are over and only a template can be sent. */
function named(error: unknown): KnownTemplate[] {
  if (!(error instanceof ApiError) || error.code !== 'WINDOW_CLOSED') return []
  const { templates } = (error.details ?? {}) as { templates?: unknown }
  return Array.isArray(templates) ? templates.filter(isTemplate) : []
}

/** The templates of channels that were learnt since the page was opened, so that nobody has to type their names. */
export const knownTemplates = {
  of: (channelId: string | undefined): readonly KnownTemplate[] => byChannel.get(channelId ?? '') ?? [],
  /** Takes the newest list that the server gave. */
  learn(channelId: string | undefined, error: unknown): void {
    const templates = named(error)
    if (channelId && templates.length > 0) byChannel.set(channelId, templates)
  },
}
