import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { InteractiveOf } from '../../lib/api/types.ts'

interface Row {
  id: string
  title: string
  description?: string
}

interface SheetProps {
  interactive: InteractiveOf<'list'>
  onPick: (row: Row) => void
  onClose: () => void
}

/** The list a business offers, risen from the bottom of the phone. */
export function ListSheet({ interactive, onPick, onClose }: SheetProps) {
  const { t } = useTranslation()
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>('[data-row]')?.focus()
  }, [])
  return (
    <div className="absolute inset-0 z-10 flex flex-col justify-end bg-veil">
      <button type="button" aria-label={t('common.close')} className="flex-1" onClick={onClose} tabIndex={-1} />
      <div
        ref={sheet}
        role="dialog"
        aria-label={interactive.button}
        onKeyDown={event => event.key === 'Escape' && onClose()}
        className="rise flex max-h-[78%] flex-col rounded-t-lg bg-surface"
      >
        <header className="flex items-center gap-2 border-b border-line px-4 py-2.5">
          <b className="people min-w-0 flex-1 truncate font-semibold">{interactive.button}</b>
          <button
            type="button"
            aria-label={t('common.close')}
            onClick={onClose}
            className="grid size-8 place-items-center"
          >
            <X aria-hidden className="size-[18px]" strokeWidth={1.7} />
          </button>
        </header>
        <div className="overflow-y-auto pb-3">
          {interactive.sections.map((section, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sections of one message never move
            <section key={index}>
              {section.title && (
                <h3 className="people px-4 pt-3 pb-1 text-sm font-semibold text-brand">{section.title}</h3>
              )}
              {section.rows.map(row => (
                <button
                  key={row.id}
                  type="button"
                  data-row
                  data-testid="phone-list-row"
                  onClick={() => onPick(row)}
                  className="block w-full border-b border-line px-4 py-2.5 text-start -outline-offset-2 last:border-0 hover:bg-paper"
                >
                  <span className="people block">{row.title}</span>
                  {row.description && <span className="people block text-sm text-ink-2">{row.description}</span>}
                </button>
              ))}
            </section>
          ))}
        </div>
      </div>
    </div>
  )
}
