import { readId, type Uuid } from '../../../platform/ids/index.ts'

/** One call to a provider, by the name we give it there. */
export interface AttemptName {
  messageId: Uuid
  attemptNo: number
}

/** Goes to the provider and comes back in its statuses. Opaque; holds nothing personal. */
export const callbackData = ({ messageId, attemptNo }: AttemptName): string => `${messageId}.${attemptNo}`

/** The attempt that callback data names; undefined when another program on the same number wrote it. */
export function readCallback(data: string | undefined): AttemptName | undefined {
  const match = /^([0-9a-f-]{36})\.(\d{1,4})$/.exec(data ?? '')
  if (!match) return undefined
  const messageId = readId('message', match[1]!)
  return messageId ? { messageId, attemptNo: Number(match[2]) } : undefined
}
