import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import type { Actor } from '../../../platform/events/index.ts'
import { showId } from '../../../platform/ids/index.ts'
import {
  defineLongJob,
  type JobRow,
  type LongJob,
  type RowResult,
  startLongJob,
} from '../../../platform/long-jobs/index.ts'
import { updateContact } from '../contact.ts'
import { madeHere, resolveNamed } from '../resolve.ts'
import { TARGET, type Target, targetsOf } from './columns.ts'
import { IMPORT_ERRORS } from './errors.ts'
import { type CsvFile, type FileRow, readFile } from './read-file.ts'
import { type ImportedPerson, readRow } from './read-row.ts'

const KIND = 'contacts.import'
const MOST_ROWS = 100_000

/** How a file was understood, before anything is written. */
export interface ImportPreview {
  encoding: CsvFile['encoding']
  separator: CsvFile['separator']
  columns: Array<{ header: string; target: Target }>
  /** The first rows. */
  rows: Array<{ line: number; cells: string[]; person: ImportedPerson | null; problem: string | null }>
  /** Rows that will fail, among the first `checked`. */
  problems: Array<{ line: number; problem: string }>
  total: number
  checked: number
}

const SHOWN = 20
const CHECKED = 2_000
const MOST_PROBLEMS = 100

/** Reads a file and writes nothing. Throws what `readTargets` throws. */
export async function previewImport(
  tx: Tx,
  bytes: Uint8Array,
  mapping: readonly string[] | undefined,
): Promise<ImportPreview> {
  const file = await readFile(bytes)
  const targets = readTargets(file.headers, mapping)
  const preview: ImportPreview = {
    encoding: file.encoding,
    separator: file.separator,
    columns: file.headers.map((header, index) => ({ header, target: targets[index]! })),
    rows: [],
    problems: [],
    total: 0,
    checked: 0,
  }
  for await (const row of file.rows()) {
    if (++preview.total > MOST_ROWS) throw new AppError(IMPORT_ERRORS.IMPORT_TOO_LARGE)
    if (preview.total <= CHECKED) await checkRow(tx, preview, row, targets)
  }
  if (preview.total === 0) throw new AppError(IMPORT_ERRORS.IMPORT_EMPTY)
  return preview
}

async function checkRow(tx: Tx, preview: ImportPreview, row: FileRow, targets: readonly Target[]): Promise<void> {
  preview.checked++
  const { person, problem } = await understand(tx, row, targets)
  const { line, cells = [] } = row
  if (preview.rows.length < SHOWN) preview.rows.push({ line, cells, person, problem })
  if (problem !== null && preview.problems.length < MOST_PROBLEMS) preview.problems.push({ line, problem })
}

async function understand(tx: Tx, row: FileRow, targets: readonly Target[]) {
  if (!row.cells) return { person: null, problem: row.problem ?? IMPORT_ERRORS.IMPORT_ROW.message }
  try {
    return { person: await readRow(tx, row.cells, targets), problem: null }
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    return { person: null, problem: error.message }
  }
}

/** What each column is: as the caller says, or by the headers. Throws IMPORT_MAPPING, IMPORT_NO_PHONE. */
function readTargets(headers: readonly string[], mapping: readonly string[] | undefined): Target[] {
  const columns = [...headers]
  if (mapping && (mapping.length !== headers.length || !mapping.every(target => TARGET.test(target))))
    throw new AppError(IMPORT_ERRORS.IMPORT_MAPPING, { details: { columns, targets: `${TARGET}` } })
  const targets = (mapping as Target[] | undefined) ?? targetsOf(headers)
  if (!targets.includes('phone')) throw new AppError(IMPORT_ERRORS.IMPORT_NO_PHONE, { details: { columns } })
  return targets
}

const importInput = z.object({ targets: z.array(z.string().regex(TARGET)) })

/** One row of a file becomes a contact, or changes the contact who has this number. A row is brought in whole or not at all. */
export const importJob = defineLongJob({
  name: KIND,
  access: 'contacts:write',
  input: importInput,
  run: (tx, { input, actor }, row) => importRow(tx, row, input.targets as Target[], actor),
})

async function importRow(tx: Tx, { input }: JobRow, targets: readonly Target[], actor: Actor): Promise<RowResult> {
  const { cells, problem } = input as Omit<FileRow, 'line'>
  if (!cells) throw new AppError(IMPORT_ERRORS.IMPORT_ROW, { ...(problem && { message: problem }) })
  const { phone, name, locale, fields } = await readRow(tx, cells, targets)
  const identities = [{ kind: 'phone' as const, scope: '', value: phone }]
  const id = await resolveNamed(tx, { identities, ...(name && { profileName: name }) })
  const made = madeHere(tx).has(id)
  const patch = { ...(name && { name }), ...(locale && { locale }), ...(Object.keys(fields).length > 0 && { fields }) }
  // A new contact has its name already.
  const changes = made && !locale && Object.keys(fields).length === 0 ? {} : patch
  if (Object.keys(changes).length > 0) await updateContact(tx, id, changes, actor)
  return { target: showId('contact', id), data: { outcome: made ? 'created' : 'known' } }
}

/**
 * Starts the job that brings a file in. Its rows are kept with the job, so the file itself need not be kept.
 *
 * @throws IMPORT_NOT_TEXT, IMPORT_EMPTY, IMPORT_TOO_LARGE, and what `readTargets` throws
 */
export async function startImport(
  tx: Tx,
  bytes: Uint8Array,
  mapping: readonly string[] | undefined,
  actor: Actor,
): Promise<LongJob> {
  const file = await readFile(bytes)
  const targets = readTargets(file.headers, mapping)
  const rows: JobRow[] = []
  for await (const { line, ...input } of file.rows()) {
    if (rows.push({ line, input }) > MOST_ROWS) throw new AppError(IMPORT_ERRORS.IMPORT_TOO_LARGE)
  }
  if (rows.length === 0) throw new AppError(IMPORT_ERRORS.IMPORT_EMPTY)
  return await startLongJob(tx, { kind: KIND, input: { targets }, actor, rows })
}
