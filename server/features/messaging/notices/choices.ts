import type { Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { holdsMember } from '../../identity/index.ts'
import { type NoticeChoices, type NoticeChoicesPatch, noticeChoices } from './notice.schema.ts'
import { beginChoices, lockChoices, selectChoices, upsertChoices } from './notice.sql.ts'

/** What these people have chosen. */
export async function choicesOf(tx: Tx, userIds: readonly Uuid[]): Promise<Map<Uuid, NoticeChoices>> {
  const rows = userIds.length > 0 ? await tx.rows(selectChoices(userIds)) : []
  const stored = new Map(rows.map(({ userId, choices }) => [userId, choices]))
  return new Map(userIds.map(id => [id, noticeChoices.parse(stored.get(id) ?? {})]))
}

/** Changes what the patch names. Throws NOT_FOUND for who does not work here. */
export async function changeChoices(tx: Tx, userId: Uuid, patch: NoticeChoicesPatch): Promise<NoticeChoices> {
  if (!(await holdsMember(tx, userId))) throw notFound()
  await tx.run(beginChoices(userId))
  const before = noticeChoices.parse((await tx.one(lockChoices(userId))).choices)
  const { assigned, message, waiting, ...rest } = patch
  const after = noticeChoices.parse({
    ...before,
    ...rest,
    assigned: { ...before.assigned, ...assigned },
    message: { ...before.message, ...message },
    waiting: { ...before.waiting, ...waiting },
  })
  await tx.run(upsertChoices(userId, after))
  return after
}
