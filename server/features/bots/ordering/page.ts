import { LIMITS, list, type Reply, type Row } from '../reply.ts'
import type { Session } from './session.ts'
import type { Talk } from './turn.ts'

/** One page of a list that may be longer than WhatsApp shows. */
export interface Page {
  /** The page that is shown: for a page that is gone, the last one. */
  page: number
  as(body: string, button: string, footer?: string): { replies: Reply[]; choices: Session['choices'] }
}

/** Ten rows, or nine and one that leads to the next page. `idOfPage` makes the id of that row. */
export function paged({ say }: Talk, rows: readonly Row[], wanted: number, idOfPage: (page: number) => string): Page {
  const size = rows.length <= LIMITS.rows ? LIMITS.rows : LIMITS.rows - 1
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const page = Math.min(Math.max(0, wanted), pages - 1)
  const shown = rows.slice(page * size, page * size + size)
  if (page < pages - 1) {
    const hint = say('moreHint', { page: page + 2, pages })
    shown.push({ id: idOfPage(page + 1), title: say('more'), description: hint })
  }
  return {
    page,
    as: (body, button, footer) => ({
      replies: list(body, button, shown, footer),
      choices: shown.map(({ id, title }) => ({ id, title })),
    }),
  }
}
