import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, MailOpen, UserRound, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { isOver, jobQuery } from '../../../lib/api/jobs.ts'
import { useMe } from '../../../lib/session/me.ts'
import { useMembers } from '../../../lib/session/members.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem, MenuLine } from '../../../ui/menu.tsx'
import { Progress } from '../../../ui/spinner.tsx'
import { toast } from '../../../ui/toast.tsx'
import { CONVERSATIONS_KEY } from '../queries.ts'
import { type BulkChange, type BulkDone, bulkFilterOf, isJob, useBulk } from './bulk.ts'
import type { ConversationFilter } from './filter.ts'
import type { Selection } from './selection.ts'

interface BarProps {
  filter: ConversationFilter
  selection: Selection
  onEnd: () => void
}

/** What can be done with the chosen conversations, and how far it is. */
export function BulkBar({ filter, selection, onEnd }: BarProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const bulk = useBulk(filter, selection)
  const end = ({ updated, failed }: BulkDone) => {
    void client.invalidateQueries({ queryKey: CONVERSATIONS_KEY })
    const left = failed > 0 ? t('inbox.bulk.failed', { count: failed }) : ''
    toast([t('inbox.bulk.done', { count: updated }), left].filter(Boolean).join(' · '), failed > 0 ? 'red' : 'plain')
    onEnd()
  }
  const change = (one: BulkChange) => bulk.mutate(one, { onSuccess: done => !isJob(done) && end(done) })
  const nothing = !selection.all && selection.ids.size === 0
  return (
    <div className="grid gap-2 border-t border-line bg-surface p-3" data-testid="bulk-bar">
      {bulk.data && isJob(bulk.data) ? (
        <JobProgress id={bulk.data.id} onOver={end} />
      ) : (
        <>
          <Chosen filter={filter} selection={selection} onEnd={onEnd} />
          <div className="flex flex-wrap gap-1.5">
            <Button
              small
              busy={bulk.isPending}
              disabled={nothing}
              onClick={() => change({ operation: 'status', status: 'resolved' })}
              data-testid="bulk-resolve"
            >
              <Check aria-hidden className="size-4" strokeWidth={1.7} />
              {t('inbox.bulk.resolve')}
            </Button>
            <AssignMany disabled={nothing || bulk.isPending} onAssign={change} />
            <Button small disabled={nothing || bulk.isPending} onClick={() => change({ operation: 'read' })}>
              <MailOpen aria-hidden className="size-4" strokeWidth={1.7} />
              {t('inbox.bulk.read')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function Chosen({ filter, selection, onEnd }: BarProps) {
  const { t } = useTranslation()
  const { all, ids, chooseAll } = selection
  return (
    <div className="flex items-center gap-2">
      <p role="status" className="min-w-0 flex-1 text-sm font-medium">
        {all ? t('inbox.bulk.allChosen') : t('inbox.bulk.chosen', { count: ids.size })}
      </p>
      {!all && bulkFilterOf(filter) && (
        <Button small look="accent" onClick={chooseAll} data-testid="bulk-all">
          {t('inbox.bulk.all')}
        </Button>
      )}
      <Button small icon look="quiet" aria-label={t('common.cancel')} onClick={onEnd}>
        <X aria-hidden className="size-4" strokeWidth={1.7} />
      </Button>
    </div>
  )
}

function AssignMany({ disabled, onAssign }: { disabled: boolean; onAssign: (change: BulkChange) => void }) {
  const { t } = useTranslation()
  const me = useMe()?.user
  const others = useMembers().filter(member => member.id !== me?.id)
  const assign = (assigneeId: string | null) => onAssign({ operation: 'assign', assigneeId })
  return (
    <Menu
      side="top"
      trigger={
        <Button small disabled={disabled} data-testid="bulk-assign">
          <UserRound aria-hidden className="size-4" strokeWidth={1.7} />
          {t('thread.assign')}
        </Button>
      }
    >
      {me && <MenuItem onSelect={() => assign(me.id)}>{t('thread.assignMe')}</MenuItem>}
      {others.map(member => (
        <MenuItem key={member.id} onSelect={() => assign(member.id)}>
          <bdi>{member.name}</bdi>
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => assign(null)}>{t('thread.assignNobody')}</MenuItem>
    </Menu>
  )
}

function JobProgress({ id, onOver }: { id: string; onOver: (done: BulkDone) => void }) {
  const { t } = useTranslation()
  const job = useQuery(jobQuery(id)).data
  const over = job !== undefined && isOver(job)
  // Told once, when it ends.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new callback is no new end
  useEffect(() => {
    if (over) onOver({ updated: job.done - job.failed, failed: job.failed })
  }, [over])
  const { done = 0, total = 0 } = job ?? {}
  return (
    <>
      <p role="status" className="text-sm">
        {t('inbox.bulk.running', { done, total })}
      </p>
      <Progress label={t('inbox.bulk.title')} done={done} total={total} />
    </>
  )
}
