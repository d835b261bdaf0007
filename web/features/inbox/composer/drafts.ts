const texts = new Map<string, string>()

/**
 * Texts that were begun and not sent, by conversation, as long as the app is open. They are private, so they are never
 * stored.
 */
export const drafts = {
  get: (conversationId: string): string => texts.get(conversationId) ?? '',
  set(conversationId: string, text: string): void {
    if (text) texts.set(conversationId, text)
    else texts.delete(conversationId)
  },
}
