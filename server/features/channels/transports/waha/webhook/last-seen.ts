import type { Context } from '../../../../../platform/context.ts'
import type { Uuid } from '../../../../../platform/ids/index.ts'
import { perContext } from '../../../../../platform/services.ts'

const MARK_EVERY_MS = 60_000
const MARK_SECONDS = 5 * 60
const MOST = 20_000

/** When each session was last noted, in the time of `performance.now`. */
const marksOf = perContext((_: Context) => new Map<Uuid, number>())

const keyOf = (channel: { tenantId: Uuid; id: Uuid }) => `t:${channel.tenantId}:waha:heard:${channel.id}`

/** Notes that a session has just sent something, at most once a minute for each; a lost note costs one more reading. */
export function noteSeen(context: Context, channel: { tenantId: Uuid; id: Uuid }): void {
  const marks = marksOf(context)
  const now = performance.now()
  if (now - (marks.get(channel.id) ?? -MARK_EVERY_MS) < MARK_EVERY_MS) return
  if (marks.size >= MOST) marks.clear()
  marks.set(channel.id, now)
  context.cache
    .set(keyOf(channel), true, MARK_SECONDS)
    .catch(error => context.log.warn({ err: error, channelId: channel.id }, 'a sign of life was not noted'))
}

/** Whether a session has sent something in the last minutes. */
export const wasSeen = async (context: Context, channel: { tenantId: Uuid; id: Uuid }): Promise<boolean> =>
  (await context.cache.get<boolean>(keyOf(channel))) === true
