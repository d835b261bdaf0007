import { useTranslation } from 'react-i18next'
import type { ImportPreview as Preview } from '../../lib/api/types.ts'
import { cx } from '../../lib/cx.ts'

const KNOWN = ['name', 'firstName', 'lastName', 'phone', 'locale'] as const
const SHOWN_PROBLEMS = 5

interface PreviewProps {
  preview: Preview
  busy: boolean
  /** Asks how the file looks with other meanings of its columns. */
  onMap: (targets: string[]) => void
}

/** How a file is understood: what each column is, the first rows, and what is wrong. */
export function ImportPreview({ preview, busy, onMap }: PreviewProps) {
  const { t } = useTranslation()
  const { rows, problems, total, checked } = preview
  const columns = preview.columns.map((column, index) => ({ ...column, index, key: `column ${index}` }))
  const map = (index: number, target: string) => onMap(columns.map(column => targetNow(column, index, target)))
  return (
    <section className={cx('grid gap-3', busy && 'opacity-60')} data-testid="import-preview">
      <p className="text-sm text-ink-2">{t('contacts.rowsFound', { count: total })}</p>
      <div className="overflow-x-auto rounded-md border border-line">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line">
              {columns.map(column => (
                <th key={column.key} className="min-w-32 p-2 text-start align-top font-medium">
                  <span className="block truncate">
                    <bdi>{column.header}</bdi>
                  </span>
                  <ColumnChoice column={column} disabled={busy} onChange={target => map(column.index, target)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 5).map(row => (
              <tr key={row.line} className="border-b border-line last:border-0">
                {columns.map(column => (
                  <td key={column.key} className="max-w-48 truncate px-2 py-1.5">
                    <bdi>{row.cells[column.index] ?? ''}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problems.length > 0 && (
        <div className="text-sm" data-testid="import-problems">
          <p className="font-medium text-saffron">{t('contacts.problems', { count: problems.length, checked })}</p>
          <ul className="mt-1 grid gap-0.5 text-ink-2">
            {problems.slice(0, SHOWN_PROBLEMS).map(({ line, problem }) => (
              <li key={line}>{t('contacts.problem', { line, problem })}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** What a column is when column `index` becomes `target`: no two are the same thing. */
function targetNow(column: { index: number; target: string }, index: number, target: string): string {
  if (column.index === index) return target
  return column.target === target ? 'ignore' : column.target
}

interface ColumnProps {
  column: Preview['columns'][number]
  disabled: boolean
  onChange: (target: string) => void
}

function ColumnChoice({ column: { header, target }, disabled, onChange }: ColumnProps) {
  const { t } = useTranslation()
  const own = target.startsWith('field:') ? target : `field:${fieldName(header)}`
  return (
    <select
      value={target}
      disabled={disabled}
      aria-label={t('contacts.columnIs', { header })}
      onChange={event => onChange(event.target.value)}
      className="mt-1 h-8 w-full rounded-sm border border-line-strong bg-surface px-1.5 font-normal text-ink"
    >
      {KNOWN.map(known => (
        <option key={known} value={known}>
          {t(`contacts.target.${known}`)}
        </option>
      ))}
      <option value={own}>{t('contacts.target.own', { name: own.slice('field:'.length) })}</option>
      <option value="ignore">{t('contacts.target.ignore')}</option>
    </select>
  )
}

/** A name that the API takes for a field. */
const fieldName = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '')
    .slice(0, 64) || 'other'
