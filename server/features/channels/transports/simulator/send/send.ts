import { randomUUID } from 'node:crypto'
import type { Context } from '../../../../../platform/context.ts'
import type { OutboundMessage, ProviderError, SendOutcome } from '../../../contract/message.ts'
import type { Credentials, SendingChannel } from '../../../contract/transport.ts'
import { storeSimulated } from '../simulated.ts'
import { TEMPLATES } from '../templates.ts'

/** Accepts at once; the phone has the message a moment later. Statuses take the same way as any provider's. */
export async function sendMessage(
  context: Context,
  channel: SendingChannel,
  _credentials: Credentials,
  message: OutboundMessage,
): Promise<SendOutcome> {
  const { template } = message.content
  if (template && !TEMPLATES.includes(template.name)) {
    const error: ProviderError = {
      code: 132001,
      meaning: 'template_unknown',
      title: 'Template name does not exist',
      details: `There is no template ${template.name}.`,
    }
    return { kind: 'refused', retry: 'never', class: 'fix_call', error }
  }
  const id = `sim.${randomUUID()}`
  const at = context.clock.now().toISOString()
  const { callbackData } = message
  try {
    await storeSimulated(context, channel, {
      statuses: [
        { id, status: 'sent', callbackData, at },
        { id, status: 'delivered', callbackData, at },
      ],
    })
  } catch (error) {
    // This database is the simulated provider: what it did not store, it did not accept.
    const details = error instanceof Error ? error.message : String(error)
    const meaning = 'provider_unreachable'
    const away = { code: 'unreachable', meaning, title: 'The simulator is away', details } as const
    return { kind: 'refused', retry: 'later', error: away }
  }
  return { kind: 'accepted', providerMessageId: id }
}
