import { type RawBuilder, sql } from '../../../platform/db/index.ts'
import { botSilence } from '../../tenancy/index.ts'

/**
 * Whether people have the conversation, so that no bot speaks: since their last word (`bot_paused_at`), for as long as the
 * business set. Then the bot answers again, unless somebody speaks meanwhile.
 */
export const isBotPaused = (pausedAt: RawBuilder<unknown> = sql`bot_paused_at`): RawBuilder<boolean> =>
  sql<boolean>`coalesce(${pausedAt} > now() - ${botSilence}, false)`
