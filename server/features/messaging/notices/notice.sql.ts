import { json, type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import type { NoticeReason } from './notice.schema.ts'

export const selectChoices = (userIds: readonly Uuid[]) => sql<{ userId: Uuid; choices: unknown }>`
  select user_id as "userId", choices from notification_choice
  where tenant_id = (select app_tenant()) and user_id = any(${uuids(userIds)})`

export const upsertChoices = (userId: Uuid, choices: object) => sql`
  insert into notification_choice (tenant_id, user_id, choices)
  values ((select app_tenant()), ${userId}, ${json(choices)})
  on conflict (tenant_id, user_id) do update set choices = excluded.choices, updated_at = now()`

/** A row to lock, so that the first two changes of a person do not write over each other. */
export const beginChoices = (userId: Uuid) => sql`
  insert into notification_choice (tenant_id, user_id, choices)
  values ((select app_tenant()), ${userId}, '{}') on conflict (tenant_id, user_id) do nothing`

export const lockChoices = (userId: Uuid) => sql<{ choices: unknown }>`
  select choices from notification_choice where tenant_id = (select app_tenant()) and user_id = ${userId} for update`

/** What anybody of the business wants. */
export interface Wanted {
  message: boolean
  /** The shortest wait that somebody calls too long; null: nobody wants to know. */
  waitingMinutes: number | null
}

const wantsWaiting = sql`((choices->'waiting'->>'push')::boolean is true or (choices->'waiting'->>'mail')::boolean is true)`

export const selectWanted = (): Statement<Wanted> => sql<Wanted>`
  select coalesce(bool_or((choices->'message'->>'push')::boolean), false) as message,
    min(case when ${wantsWaiting} then coalesce((choices->>'waitingMinutes')::integer, 15) end) as "waitingMinutes"
  from notification_choice where tenant_id = (select app_tenant())`

/** Who wants to know of customers that wait too long; of a conversation that nobody has, all of them are told. */
export const selectWatchers = (most: number) => sql<{ userId: Uuid }>`
  select user_id as "userId" from notification_choice
  where tenant_id = (select app_tenant()) and ${wantsWaiting} order by user_id limit ${most}`

export const noteAssigned = (id: Uuid, conversationId: Uuid, userId: Uuid) => sql`
  insert into notice (tenant_id, id, kind, conversation_id, user_id)
  values ((select app_tenant()), ${id}, 'assigned', ${conversationId}, ${userId})
  on conflict (tenant_id, conversation_id, kind) do update
    set user_id = excluded.user_id, due_at = excluded.due_at, attempts = 0`

/** Customers wrote in conversations that somebody has. */
export const noteMessages = (rows: ReadonlyArray<{ id: Uuid; conversationId: Uuid }>) => sql`
  insert into notice (tenant_id, id, kind, conversation_id)
  select c.tenant_id, r.id, 'message', c.id
  from jsonb_to_recordset(${json(rows)}) as r(id uuid, "conversationId" uuid)
  join conversation c on c.tenant_id = (select app_tenant()) and c.id = r."conversationId"
  where c.assignee_id is not null and c.waiting_since is not null
  on conflict (tenant_id, conversation_id, kind) do nothing`

export const noteWaits = (rows: ReadonlyArray<{ id: Uuid; conversationId: Uuid }>, minutes: number) => sql`
  insert into notice (tenant_id, id, kind, conversation_id, due_at)
  select c.tenant_id, r.id, 'waiting', c.id, c.waiting_since + ${minutes} * interval '1 minute'
  from jsonb_to_recordset(${json(rows)}) as r(id uuid, "conversationId" uuid)
  join conversation c on c.tenant_id = (select app_tenant()) and c.id = r."conversationId"
  where c.waiting_since is not null
  on conflict (tenant_id, conversation_id, kind) do nothing`

/** A notice that a worker has for the time of one try. */
export interface NoticeClaim {
  tenantId: Uuid
  id: Uuid
  kind: NoticeReason
  conversationId: Uuid
  userId: Uuid | null
  attempts: number
}

/** For the system door. */
export const claimNotices = (most: number, leaseSeconds: number): Statement<NoticeClaim> => sql<NoticeClaim>`
  with due as (
    select tenant_id, id from notice where due_at <= now() order by due_at limit ${most} for update skip locked
  )
  update notice n set attempts = n.attempts + 1, due_at = now() + ${leaseSeconds} * interval '1 second'
  from due where n.tenant_id = due.tenant_id and n.id = due.id
  returning n.tenant_id as "tenantId", n.id, n.kind, n.conversation_id as "conversationId", n.user_id as "userId", n.attempts`

/** Only while nobody has written it anew or taken it over. */
export const deleteNotice = ({ tenantId, id, attempts, userId }: NoticeClaim) => sql`
  delete from notice where tenant_id = ${tenantId} and id = ${id} and attempts = ${attempts}
    and user_id is not distinct from ${userId}::uuid`

export const putOffNotice = ({ tenantId, id, attempts }: NoticeClaim, until: Date) => sql`
  update notice set due_at = ${until}, attempts = 0 where tenant_id = ${tenantId} and id = ${id} and attempts = ${attempts}`

/** Milliseconds until the next notice of any business is due; part of a statement. */
export const nextNoticeMs = sql`(select extract(epoch from min(due_at) - now()) * 1000 from notice)`
