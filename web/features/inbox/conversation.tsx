import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/api/errors.ts'
import type { Conversation } from '../../lib/api/types.ts'
import { useKeys } from '../../lib/hooks.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Failed, Waiting } from '../../ui/states.tsx'
import { useResolve } from './changes.ts'
import { Composer } from './composer/composer.tsx'
import { focusComposer } from './composer/focus.ts'
import { ContactPane } from './contact/contact-pane.tsx'
import { ConversationHeader } from './header/header.tsx'
import { useViewing } from './header/presence.ts'
import { conversationQuery } from './queries.ts'
import { useMarkRead } from './thread/read.ts'
import { Thread } from './thread/thread.tsx'
import { useMarkUnread } from './unread.ts'

interface PaneProps {
  id: string
  /** Shows the contact beside the messages; otherwise behind a button. */
  withContact?: boolean
  onBack?: () => void
}

/** One conversation: header, thread, composer, and who the contact is. */
export function ConversationPane({ id, withContact, onBack }: PaneProps) {
  const query = useQuery(conversationQuery(id))
  // Also one that was shown: it may have been given to people whose conversations this person does not see.
  if (query.isError && (!query.data || isMissing(query.error))) {
    return (
      <div className="min-w-0 flex-1">
        <Failed error={query.error} retry={() => void query.refetch()} />
      </div>
    )
  }
  if (!query.data) {
    return (
      <div className="min-w-0 flex-1">
        <Waiting>
          <div className="skeleton m-4 h-8 w-1/3" />
        </Waiting>
      </div>
    )
  }
  return <Open conversation={query.data} withContact={withContact} onBack={onBack} />
}

const isMissing = (error: Error): boolean => error instanceof ApiError && error.code === 'NOT_FOUND'

function Open({
  conversation,
  withContact,
  onBack,
}: {
  conversation: Conversation
  withContact?: boolean
  onBack?: () => void
}) {
  const { t } = useTranslation()
  const [details, setDetails] = useState(false)
  const resolve = useResolve(conversation)
  useMarkRead(conversation)
  useViewing(conversation.id)
  const markUnread = useMarkUnread(conversation)
  useKeys({ r: focusComposer, e: resolve, u: markUnread, Escape: onBack })
  return (
    <div className="flex h-full min-w-0 flex-1">
      <section aria-label={t('thread.title')} className="flex min-w-0 flex-1 flex-col">
        <ConversationHeader
          conversation={conversation}
          onBack={onBack}
          onUnread={markUnread}
          onDetails={withContact ? undefined : () => setDetails(true)}
        />
        <Thread conversation={conversation} />
        <Composer conversation={conversation} />
      </section>
      {withContact ? (
        <aside
          aria-label={t('contact.title')}
          className="w-[300px] shrink-0 overflow-y-auto border-s border-line bg-surface p-4.5"
        >
          <ContactPane conversation={conversation} />
        </aside>
      ) : (
        <Dialog open={details} side onClose={() => setDetails(false)} title={t('contact.title')}>
          <ContactPane conversation={conversation} />
        </Dialog>
      )}
    </div>
  )
}
