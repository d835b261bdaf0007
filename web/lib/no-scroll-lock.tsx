import type { ElementType, ReactNode } from 'react'

interface Props {
  as?: ElementType
  children?: ReactNode
  [extra: string]: unknown
}

/**
 * Stands in for `react-remove-scroll` (see vite.config.ts): renders its child and locks nothing. The page itself never
 * scrolls, only panes do, and an open dialog covers them.
 */
export function RemoveScroll({
  as: As = 'div',
  children,
  allowPinchZoom: _a,
  shards: _s,
  enabled: _e,
  ...rest
}: Props) {
  return <As {...rest}>{children}</As>
}

RemoveScroll.classNames = { fullWidth: 'width-before-scroll-bar', zeroRight: 'right-scroll-bar-position' }
