import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import { rowsOf } from '../../lib/api/pages.ts'
import { useMedia, useNarrow, useTitle } from '../../lib/hooks.ts'
import { useMay } from '../../lib/session/me.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { Failed, State } from '../../ui/states.tsx'
import { ConversationPane } from './conversation.tsx'
import { filterOf } from './list/filter.ts'
import { ConversationList } from './list/list.tsx'
import { nameOf } from './names.ts'
import { conversationQuery, conversationsQuery } from './queries.ts'

/** The shared inbox: who wrote, what was said, who they are. At phone width each is a page. */
export function InboxPage() {
  const { t } = useTranslation()
  const { conversationId } = useParams({ strict: false })
  const { data: opened } = useQuery({ ...conversationQuery(conversationId ?? ''), enabled: Boolean(conversationId) })
  useTitle((opened && nameOf(opened)) || t('inbox.title'))
  const may = useMay('conversations:read')
  const narrow = useNarrow()
  const navigate = useNavigate()
  const withContact = useMedia('(width >= 1280px)')
  if (!may) return <Failed page error={new ApiError('FORBIDDEN', 403, '')} retry={() => {}} />
  const back = () => void navigate({ to: '/inbox', search: before => before })
  if (narrow && conversationId) {
    return <ConversationPane key={conversationId} id={conversationId} onBack={back} />
  }
  return (
    <div className="flex h-full">
      <ConversationList openId={conversationId} />
      {!narrow &&
        (conversationId ? (
          <ConversationPane key={conversationId} id={conversationId} withContact={withContact} />
        ) : (
          <NothingOpen />
        ))}
    </div>
  )
}

/** Says how to go on, as long as there is something to choose from. */
function NothingOpen() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/shell/inbox' })
  const { data } = useInfiniteQuery(conversationsQuery(filterOf(search, '')))
  if (!rowsOf(data).length) return null
  return (
    <div className="min-w-0 flex-1">
      <State icon={MessagesSquare} title={t('inbox.pick')} about={t('inbox.pickAbout')}>
        <span className="flex items-center gap-1.5 text-sm text-ink-3">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd>
          <Kbd>Enter</Kbd>
        </span>
      </State>
    </div>
  )
}
