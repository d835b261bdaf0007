import { AudioLines, FileText, Image, type LucideIcon, Mic, Sticker, Video as VideoIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../../lib/api/types.ts'
import { safeHref } from '../../../../lib/rich-text.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'
import { sizeText } from '../../composer/attach/kind.ts'
import { useFreshLinks } from './fresh-links.ts'

const KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const
type Kind = (typeof KINDS)[number] | 'voice'

const ICONS: Record<Kind, LucideIcon> = {
  image: Image,
  video: VideoIcon,
  audio: AudioLines,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
}

/** What kind of file it is; a recording made in the app is a voice message. */
export const kindOf = (media: Media): Kind =>
  media.voice ? 'voice' : (KINDS.find(kind => kind === media.kind) ?? 'document')

/**
 * A file that was sent: shown, played or named by its kind, with its caption; with `explained` also why it cannot be
 * shown.
 */
export function MediaCard({ media: told, explained }: { media: Media; explained?: boolean }) {
  const media = useFreshLinks(told)
  return (
    <>
      <Body media={media} explained={explained} />
      {media.caption && <PeopleText text={media.caption} className="mt-1.5" />}
    </>
  )
}

function Body({ media, explained }: { media: Media; explained?: boolean }) {
  const kind = kindOf(media)
  const url = safeHref(media.url ?? undefined)
  if (!url || media.state !== 'ready') return <FileLine media={media} explained={explained} />
  if (kind === 'image' || kind === 'sticker') return <Picture media={media} url={url} sticker={kind === 'sticker'} />
  if (kind === 'video') return <Video url={url} />
  if (kind === 'audio' || kind === 'voice') return <Sound url={url} />
  return <FileLine media={media} href={url} />
}

/** A newer link is used before playing, or when the old one fails: otherwise it would start again in the middle. */
function useSource(url: string) {
  const [src, setSrc] = useState(url)
  const [played, setPlayed] = useState(false)
  const renew = () => setSrc(url)
  if (!played && src !== url) renew()
  return { src, onPlay: () => setPlayed(true), onError: renew, onEnded: () => setPlayed(false) }
}

const Video = ({ url }: { url: string }) => (
  <video
    {...useSource(url)}
    controls
    preload="metadata"
    className="max-h-[320px] max-w-full rounded-md"
    data-testid="media-video"
  />
)

const Sound = ({ url }: { url: string }) => (
  <audio {...useSource(url)} controls preload="none" className="h-10 w-[260px] max-w-full" data-testid="media-audio" />
)

function Picture({ media, url, sticker }: { media: Media; url: string; sticker: boolean }) {
  const { t } = useTranslation()
  const small = safeHref(media.thumbnailUrl ?? undefined) ?? url
  const { width, height } = media
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className="block" data-testid="media-image">
      <img
        src={small}
        alt={media.caption ?? t(sticker ? 'type.sticker' : 'type.image')}
        loading="lazy"
        // The space is reserved before the picture has loaded, so that nothing jumps.
        style={width && height ? { aspectRatio: `${width} / ${height}` } : undefined}
        className={sticker ? 'size-28 object-contain' : 'max-h-[300px] max-w-full rounded-md bg-sunken object-contain'}
      />
    </a>
  )
}

/** A file by its name; `href` opens our own copy. Says when there is none, and why. */
function FileLine({ media, href, explained }: { media: Media; href?: string; explained?: boolean }) {
  const { t } = useTranslation()
  const kind = kindOf(media)
  const Icon = ICONS[kind]
  const link = href ?? safeHref(media.link)
  const missing = media.problem?.code === 'MEDIA_NO_ROOM' ? 'noRoom' : media.state
  const problem = missing && missing !== 'ready' && !explained ? t(`media.${missing}`) : null
  return (
    <div className="flex items-center gap-3 py-0.5" data-testid="media-card">
      <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
        <Icon aria-hidden className="size-5" strokeWidth={1.7} />
      </span>
      <div className="min-w-0">
        <div className="people truncate font-medium">{media.filename ?? t(`type.${kind}`)}</div>
        <div className="flex gap-x-2 text-sm text-ink-3">
          <span className="truncate">
            {media.filename ? `${t(`type.${kind}`)} · ` : ''}
            <bdi>{media.mimeType?.split(';')[0] ?? t('media.unknown')}</bdi>
            {media.bytes !== undefined && ' · '}
            {media.bytes !== undefined && <bdi className="num">{sizeText(media.bytes)}</bdi>}
          </span>
          {link && (
            <a
              href={link}
              target="_blank"
              rel="noreferrer noopener"
              className="shrink-0 font-medium text-brand underline underline-offset-2"
            >
              {t('media.open')}
            </a>
          )}
        </div>
        {problem && <div className="text-sm text-ink-3">{problem}</div>}
      </div>
    </div>
  )
}
