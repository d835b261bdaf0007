import { Eye, PenLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Chip } from '../../../ui/chip.tsx'
import { useOthers } from '../header/presence.ts'

/** Shown above the reply field: which colleagues are looking at this conversation, or writing in it. */
export function Others({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const others = useOthers(conversationId)
  if (others.length === 0) return null
  return (
    <div role="status" data-testid="others" className="flex flex-wrap gap-1.5 px-2.5 pt-[7px]">
      {others.map(({ id, kind, name }) => {
        const Icon = kind === 'typing' ? PenLine : Eye
        return (
          <Chip key={id} tone={kind === 'typing' ? 'warn' : 'blue'}>
            <Icon aria-hidden className="size-[13px]" strokeWidth={1.7} />
            <span className="people truncate">
              {t(kind === 'typing' ? 'thread.typing' : 'thread.viewing', { name })}
            </span>
          </Chip>
        )
      })}
    </div>
  )
}
