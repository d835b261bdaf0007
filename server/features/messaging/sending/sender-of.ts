import type { Context } from '../../../platform/context.ts'
import { perContext } from '../../../platform/services.ts'
import type { SendStarter } from '../outbound/send-starter.ts'
import { createSender } from './sender.ts'

/** When the process ends, the sender takes no new work and waits for calls that are under way. */
export const senderOf = perContext(
  (context: Context) => createSender(context),
  sender => sender.close(),
)

const stateOf = perContext(() => ({ runs: false }))

/** From now on messages that are queued in this process may leave at once. */
export function sendHere(context: Context): void {
  stateOf(context).runs = true
}

/** The starter of this process; undefined in one that does not send. */
export const sendStarterOf = (context: Context): SendStarter | undefined =>
  stateOf(context).runs ? senderOf(context).starter : undefined
