import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../lib/cx.ts'
import { Button } from './button.tsx'
import { opener } from './opener.ts'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** One sentence under the title. */
  about?: string
  /** Opens at the end side in full height: for details on narrow screens. */
  side?: boolean
  /** Where the focus goes after closing; false, or left out: back to where it came from. */
  goOn?: () => boolean
  children?: ReactNode
}

const PLACE = {
  middle:
    'pop inset-x-0 bottom-0 mx-auto max-h-[92dvh] w-full max-w-[520px] rounded-t-lg sm:inset-y-0 sm:my-auto sm:h-fit sm:rounded-lg',
  side: 'rise inset-y-0 end-0 w-full max-w-[420px] border-line sm:border-s',
}

/** What has to be filled in, or the harmless answer. */
const FIRST = ['input:not([type=file], [hidden]), select, textarea', '[data-first]']

/** Where the focus starts: not on the close button. A field is left out where it would open a phone's keyboard. */
function firstOf(body: HTMLElement | null): HTMLElement | null {
  const wanted = matchMedia('(pointer: coarse)').matches ? FIRST.slice(1) : FIRST
  return wanted.map(selector => body?.querySelector<HTMLElement>(selector)).find(found => found) ?? null
}

/**
 * The buttons at the end of a dialog, visible however long it is. Not in a grid, because a sticky part would stay
 * within its row.
 */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 bg-surface px-5 pt-3 pb-5">
      {children}
    </div>
  )
}

/** For a question that needs an answer, or (side) details beside the page. Esc closes it. */
export function Dialog({ open, onClose, title, about, side, goOn, children }: DialogProps) {
  const { t } = useTranslation()
  const body = useRef<HTMLDivElement>(null)
  const from = useRef<HTMLElement | null>(null)
  const begin = (event: Event) => {
    from.current = opener.find()
    const first = side ? null : firstOf(body.current)
    if (!first) return
    event.preventDefault()
    first.focus()
  }
  const end = (event: Event) => {
    if (goOn?.()) return event.preventDefault()
    if (!from.current?.isConnected) return
    event.preventDefault()
    from.current.focus()
  }
  return (
    <Radix.Root open={open} onOpenChange={next => !next && onClose()}>
      <Radix.Portal>
        {/* On the same level as the content: a second dialog veils the first. */}
        <Radix.Overlay className="pop fixed inset-0 z-50 bg-veil" />
        <Radix.Content
          aria-describedby={about ? undefined : ''}
          onOpenAutoFocus={begin}
          onCloseAutoFocus={end}
          className={cx(
            'fixed z-50 flex flex-col overflow-hidden bg-surface shadow-float focus:outline-none',
            side ? PLACE.side : PLACE.middle,
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {about && <Radix.Description className="mt-0.5 text-ink-2">{about}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button look="quiet" icon aria-label={t('common.close')}>
                <X aria-hidden className="size-[18px]" strokeWidth={1.7} />
              </Button>
            </Radix.Close>
          </header>
          <div ref={body} className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto">
            {/* The space around the content is inside the scrolling box: otherwise browsers differ in where a sticky part stops. */}
            <div className="px-5 pt-1 pb-5">{children}</div>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface ConfirmProps {
  open: boolean
  onClose: () => void
  title: string
  about: string
  action: string
  busy?: boolean
  /** As for every dialog. */
  goOn?: () => boolean
  onConfirm: () => void
}

/** Asks before an action that cannot be undone; the button says what will happen. */
export function Confirm({ open, onClose, title, about, action, busy, goOn, onConfirm }: ConfirmProps) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} goOn={goOn} title={title} about={about}>
      <DialogActions>
        <Button onClick={onClose} data-first>
          {t('common.keep')}
        </Button>
        <Button look="danger" busy={busy} onClick={onConfirm} data-testid="confirm-action">
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
