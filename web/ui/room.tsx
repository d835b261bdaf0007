import type { ReactNode } from 'react'
import { useTitle } from '../lib/hooks.ts'

interface RoomProps {
  title: string
  about?: ReactNode
  /** Beside the title: figures or the one main action. */
  end?: ReactNode
  children: ReactNode
}

/** A page with a large title that scrolls as a whole. */
export function Room({ title, about, end, children }: RoomProps) {
  useTitle(title)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-[1100px] px-4 py-5 sm:px-6.5">
        <header className="mb-5 flex flex-wrap items-end gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1">
            <h1 className="text-2xl font-[650] tracking-tight">{title}</h1>
            {about && <p className="text-ink-2">{about}</p>}
          </div>
          {end}
        </header>
        {children}
      </div>
    </div>
  )
}
