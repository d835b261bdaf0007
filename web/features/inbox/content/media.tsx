import { AudioLines, FileText, Image, type LucideIcon, Mic, Sticker, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { safeHref } from '../../../lib/rich-text.ts'
import type { Media } from '../../../lib/types.ts'
import { PeopleText } from '../../../ui/people-text.tsx'

const KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const
type Kind = (typeof KINDS)[number] | 'voice'

const ICONS: Record<Kind, LucideIcon> = {
  image: Image,
  video: Video,
  audio: AudioLines,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
}

/** What kind of file it is; a recording made in the app is a voice message. */
export const kindOf = (media: Media): Kind =>
  media.voice ? 'voice' : (KINDS.find(kind => kind === media.kind) ?? 'document')

/** A file that was sent: what it is, its name, and what was written under it. */
export function MediaCard({ media }: { media: Media }) {
  const { t } = useTranslation()
  const kind = kindOf(media)
  const Icon = ICONS[kind]
  const href = safeHref(media.link)
  return (
    <>
      <div className="flex items-center gap-3 py-0.5" data-testid="media-card">
        <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
        </span>
        <div className="min-w-0">
          <div className="people truncate font-medium">{media.filename ?? t(`type.${kind}`)}</div>
          <div className="truncate text-sm text-ink-3">
            {media.filename ? `${t(`type.${kind}`)} · ` : ''}
            <span dir="ltr">{media.mimeType?.split(';')[0] ?? t('media.unknown')}</span>
            {href && (
              <a
                href={href}
                target="_blank"
                rel="noreferrer noopener"
                className="ms-2 font-medium text-brand underline underline-offset-2"
              >
                {t('media.open')}
              </a>
            )}
          </div>
        </div>
      </div>
      {media.caption && <PeopleText text={media.caption} className="mt-1.5" />}
    </>
  )
}
