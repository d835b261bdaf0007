import { type Statement, sql, uuids } from '../../../platform/db/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'

/** Conversations in which a customer waits and that nobody has. One that a person put back stays with people. */
export const enterQueue = (ids: readonly Uuid[]) => sql`
  insert into assignment_queue as q (tenant_id, conversation_id, waiting_since)
  select tenant_id, id, waiting_since from conversation
  where tenant_id = (select app_tenant()) and id = any(${uuids(ids)}) and assignee_id is null and waiting_since is not null
    and status in ('open', 'pending') and merged_into is null and (snoozed_until is null or snoozed_until <= now())
  order by id
  on conflict (tenant_id, conversation_id) do update set waiting_since = excluded.waiting_since
    where not q.held and q.waiting_since <> excluded.waiting_since`

export const leaveQueue = (id: Uuid) => sql`
  delete from assignment_queue where tenant_id = (select app_tenant()) and conversation_id = ${id}`

export const emptyQueue = () => sql`delete from assignment_queue where tenant_id = (select app_tenant())`

/** A person put the conversation back. */
export const holdBack = (id: Uuid) => sql`
  insert into assignment_queue (tenant_id, conversation_id, waiting_since, held)
  values ((select app_tenant()), ${id}, now(), true)
  on conflict (tenant_id, conversation_id) do update set held = true`

/** What waits already when automatic assignment is switched on. A bot that answers does so within a minute. */
export const fillQueue = (most: number) => sql`
  insert into assignment_queue (tenant_id, conversation_id, waiting_since)
  select tenant_id, id, waiting_since from conversation
  where tenant_id = (select app_tenant()) and assignee_id is null and waiting_since is not null
    and (handed_over_at is not null or waiting_since < now() - interval '1 minute')
    and status in ('open', 'pending') and merged_into is null and (snoozed_until is null or snoozed_until <= now())
  order by waiting_since, id limit ${most}
  on conflict do nothing`

export interface QueuedConversation {
  conversationId: Uuid
  /** The moment as the database has it, for the next page. */
  since: string
  channelId: Uuid
  teamId: Uuid | null
  contactId: Uuid | null
}

export const selectQueue = (most: number, after: QueuedConversation | undefined): Statement<QueuedConversation> =>
  sql<QueuedConversation>`
  select q.conversation_id as "conversationId", q.waiting_since::text as since, c.channel_id as "channelId", c.team_id as "teamId",
    c.contact_id as "contactId"
  from assignment_queue q join conversation c on c.tenant_id = q.tenant_id and c.id = q.conversation_id
  where q.tenant_id = (select app_tenant()) and not q.held
    ${after ? sql`and (q.waiting_since, q.conversation_id) > (${after.since}::timestamptz, ${after.conversationId}::uuid)` : sql``}
  order by q.waiting_since, q.conversation_id limit ${most}`

export const isAnybodyQueued = () => sql<{ waits: boolean }>`
  select exists (select from assignment_queue where tenant_id = (select app_tenant()) and not held) as waits`

/** How many open conversations people have, and when their last turn was. */
export const selectWorkload = (userIds: readonly Uuid[]) => sql<{ userId: Uuid; open: number; turn: number }>`
  select u.id as "userId", l.open, coalesce(t.turn, 0)::float8 as turn
  from unnest(${uuids(userIds)}) as u(id)
  cross join lateral (
    select count(*)::integer as open from conversation
    where tenant_id = (select app_tenant()) and assignee_id = u.id and status in ('open', 'pending') and merged_into is null
  ) l
  left join assignment_turn t on t.tenant_id = (select app_tenant()) and t.user_id = u.id`

export const noteTurn = (userId: Uuid, turn: number) => sql`
  insert into assignment_turn (tenant_id, user_id, turn) values ((select app_tenant()), ${userId}, ${turn})
  on conflict (tenant_id, user_id) do update set turn = excluded.turn`

export const insertDue = (id: Uuid, ms: number) => sql`
  insert into assignment_due (tenant_id, id, due_at)
  values ((select app_tenant()), ${id}, now() + ${ms} * interval '1 millisecond')`

export const selectDue = (most: number) => sql<{ id: Uuid }>`
  select id from assignment_due where tenant_id = (select app_tenant()) and due_at <= now() limit ${most}`

export const deleteDue = (ids: readonly Uuid[]) => sql`
  delete from assignment_due where tenant_id = (select app_tenant()) and id = any(${uuids(ids)})`

export const isLaterDue = () => sql<{ later: boolean }>`
  select exists (select from assignment_due where tenant_id = (select app_tenant()) and due_at > now()) as later`

/** Businesses where something is due, those first that wait longest. */
export const selectDueTenants = (most: number) => sql<{ tenantId: Uuid }>`
  select tenant_id as "tenantId" from (
    select tenant_id, due_at from assignment_due where due_at <= now() order by due_at limit ${most}
  ) due group by tenant_id order by min(due_at)`

/** Milliseconds until something is due in any business; part of a statement. */
export const nextDueMs = sql`(select extract(epoch from min(due_at) - now()) * 1000 from assignment_due)`
