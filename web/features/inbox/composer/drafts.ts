const texts = new Map<string, string>()

/** What was begun and not sent, by conversation, as long as the app is open. Never stored: it is what people say. */
export const drafts = {
  get: (conversationId: string): string => texts.get(conversationId) ?? '',
  set(conversationId: string, text: string): void {
    if (text) texts.set(conversationId, text)
    else texts.delete(conversationId)
  },
}
