import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../lib/cx.ts'

interface Note {
  id: number
  text: string
  tone: 'plain' | 'red'
}

let notes: Note[] = []
let nextId = 1
const listeners = new Set<() => void>()

function change(next: Note[]): void {
  notes = next
  for (const listener of listeners) listener()
}

const dismiss = (id: number) => change(notes.filter(note => note.id !== id))

/** Says in passing what happened; `red` when something failed (it stays longer). */
export function toast(text: string, tone: Note['tone'] = 'plain'): void {
  const id = nextId++
  change([...notes.slice(-2), { id, text, tone }])
  setTimeout(() => dismiss(id), tone === 'red' ? 8_000 : 4_000)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where toasts appear; mounted once. */
export function Toasts() {
  const { t } = useTranslation()
  const shown = useSyncExternalStore(subscribe, () => notes)
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[76px] z-[60] flex flex-col items-center gap-2 px-4 md:bottom-6"
    >
      {shown.map(note => (
        <div
          key={note.id}
          className={cx(
            'rise pointer-events-auto flex max-w-[480px] items-center gap-3 rounded-md py-2 ps-3.5 pe-2 shadow-float',
            note.tone === 'red' ? 'bg-red text-red-ink' : 'bg-ink text-paper',
          )}
        >
          <span>{note.text}</span>
          <button
            type="button"
            aria-label={t('common.close')}
            onClick={() => dismiss(note.id)}
            className="p-1 opacity-80"
          >
            <X aria-hidden className="size-4" strokeWidth={1.7} />
          </button>
        </div>
      ))}
    </div>
  )
}
