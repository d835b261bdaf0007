import { type RawBuilder, sql } from '../../../platform/db/index.ts'
import { botSilence } from '../../tenancy/index.ts'

/**
 * Whether the bot is paused in a conversation because a person took it over. The pause counts from the person's last
 * message (`bot_paused_at`) and lasts as long as the business has set. After that the bot answers again.
 */
export const isBotPaused = (pausedAt: RawBuilder<unknown> = sql`bot_paused_at`): RawBuilder<boolean> =>
  sql<boolean>`coalesce(${pausedAt} > now() - ${botSilence}, false)`
