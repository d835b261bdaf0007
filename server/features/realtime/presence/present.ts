import type { Context } from '../../../platform/context.ts'
import type { Principal } from '../../../platform/http/index.ts'
import type { PresenceStatus } from '../../../platform/presence/index.ts'
import { type OwnPresence, statusOfPerson } from './people.ts'

/** One connection of a person, from its beginning to its end. */
export interface Present {
  choose(status: PresenceStatus): Promise<void>
  view(conversationId: string, on: boolean): Promise<void>
  /** Says again that it is there. */
  renew(): Promise<void>
  leave(): Promise<void>
}

interface PresentOptions {
  principal: Principal
  connection: string
  device: string | null
  /** Called when the person's status is another one than colleagues were told. */
  onChange(status: PresenceStatus): void
}

/** What a device is called at most, in characters. */
const DEVICE_LENGTH = 120

/** Makes a connection known to all processes; colleagues are told when that changes what the person is. */
export async function enter(context: Context, options: PresentOptions): Promise<Present> {
  const { principal, connection, onChange } = options
  const own: OwnPresence = {
    status: 'online',
    chosenAt: 0,
    name: principal.name,
    device: options.device?.slice(0, DEVICE_LENGTH) ?? null,
    viewing: [],
  }
  const key = { group: principal.tenantId, member: principal.id, connection }
  const put = () => context.presence.put(key, own)
  /** Changes something, and tells colleagues what they see differently afterwards. */
  const change = async (work: () => Promise<void>) => {
    const before = await statusOfPerson(context, principal)
    await work()
    const after = await statusOfPerson(context, principal)
    if (before !== after) onChange(after)
  }
  await change(put)
  return {
    choose: status =>
      change(async () => {
        Object.assign(own, { status, chosenAt: Date.now() })
        await put()
      }),
    view: async (conversationId, on) => {
      const others = own.viewing.filter(id => id !== conversationId)
      own.viewing = on ? [...others, conversationId] : others
      await put()
    },
    renew: put,
    leave: () => change(() => context.presence.remove(key)),
  }
}
