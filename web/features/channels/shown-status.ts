import type { Channel } from '../../lib/api/types.ts'
import type { Tone } from '../../ui/chip.tsx'

const TONES = {
  connected: 'brand',
  connecting: 'warn',
  qr: 'warn',
  degraded: 'warn',
  disconnected: 'red',
  error: 'red',
} as const satisfies Record<Channel['status'], Tone>

/**
 * Text and colour for a channel's status. A channel that only sends is not called connected, because customers'
 * messages do not arrive.
 */
export function shownStatus({ status, receiving }: Pick<Channel, 'status' | 'receiving'>) {
  if (status === 'connected' && (receiving === 'waiting' || receiving === 'unreachable')) {
    return { tone: 'warn', text: `channels.receiving.${receiving}` } as const
  }
  return { tone: TONES[status], text: `channels.status.${status}` } as const
}

/** Nothing comes or goes by it, and a person has to do something about it. */
export const isBroken = ({ status }: Pick<Channel, 'status'>): boolean =>
  status === 'error' || status === 'disconnected'
