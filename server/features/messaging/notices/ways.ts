import type { PresenceStatus } from '../../../platform/presence/index.ts'
import type { NoticeChoices, NoticeReason } from './notice.schema.ts'

/** How somebody who does not look at the app is told. */
export interface Ways {
  push: boolean
  mail: boolean
}

/** Who is online sees it on the screen: no mail then, and nothing to browsers unless they want that. */
export function waysFor(kind: NoticeReason, choices: NoticeChoices, status: PresenceStatus): Ways {
  const online = status === 'online' || status === 'busy'
  const chosen: { push: boolean; mail?: boolean } = choices[kind]
  return { push: chosen.push && !(online && choices.quietOnline), mail: chosen.mail === true && !online }
}
