import { useState } from 'react'
import { cx } from '../lib/cx.ts'
import { visiblePart } from '../lib/visible.ts'

/** A steady hue for a name, so that people are recognised by colour too. */
export function hueOf(name: string): number {
  let hash = 7
  for (const char of name) hash = (hash * 31 + char.codePointAt(0)!) % 9973
  return (hash * 47) % 360
}

const JOINED = /[\u0600-\u06ff]/

/**
 * Two initials; `#` for a bare number, and for a name without visible characters. Arabic letters are kept from joining.
 */
export function initialsOf(name: string): string {
  const shown = visiblePart(name)
  const words = shown.split(' ').filter(Boolean)
  if (!words.length || /^([+\d@]|[A-Z]{2}\.\w)/.test(shown)) return '#'
  const letters = words.slice(0, 2).map(word => [...word][0]!.toLocaleUpperCase())
  return letters.join(JOINED.test(letters.join('')) ? '\u200c' : '')
}

const SIZES = { xs: 'size-5 text-[9px]', sm: 'size-8 text-xs', md: 'size-[38px] text-sm', lg: 'size-16 text-xl' }

interface AvatarProps {
  name: string
  /** Their picture; without it, or while it cannot be had, the initials. */
  src?: string | null | undefined
  size?: keyof typeof SIZES
}

/** A person as their picture, or a coloured disc with initials; decoration, because the name is beside it. */
export function Avatar({ name, src, size = 'md' }: AvatarProps) {
  const [broken, setBroken] = useState<string>()
  if (src && src !== broken)
    return (
      <img
        src={src}
        alt=""
        draggable={false}
        onError={() => setBroken(src)}
        className={cx('shrink-0 rounded-full object-cover', SIZES[size])}
        data-testid="avatar-picture"
      />
    )
  return (
    <span
      aria-hidden
      style={{ '--h': hueOf(name) } as React.CSSProperties}
      className={cx('avatar-tint grid shrink-0 place-items-center rounded-full font-semibold select-none', SIZES[size])}
    >
      {initialsOf(name)}
    </span>
  )
}

const STATES = { online: 'bg-brand', away: 'bg-saffron', busy: 'bg-red', offline: 'bg-line-strong' }

/** What a colleague is now, as a dot; its meaning in words for those who do not see colours. */
export function PresenceDot({ status, label }: { status: keyof typeof STATES; label: string }) {
  return (
    <span className="inline-flex items-center" title={label}>
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', STATES[status])} />
      <span className="sr-only">{label}</span>
    </span>
  )
}
