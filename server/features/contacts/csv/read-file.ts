import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { AppError } from '../../../platform/errors/index.ts'
import { decodeText, type Encoding } from './encoding.ts'
import { IMPORT_ERRORS } from './errors.ts'
import { type Separator, separatorOf } from './separator.ts'

/** One row of a file as it was written, or why it could not be read. */
export interface FileRow {
  /** Where it begins, from 1. */
  line: number
  cells?: string[]
  problem?: string
}

export interface CsvFile {
  encoding: Encoding
  separator: Separator
  headers: string[]
  /** The rows below the headers; a slice at a time, so that other requests are not kept waiting. */
  rows(): AsyncGenerator<FileRow>
}

const SLICE = 65_536
const MOST_COLUMNS = 200
const LONGEST_ROW = 131_072

/** Reads a file of any usual encoding and separator. Throws IMPORT_NOT_TEXT, IMPORT_EMPTY. */
export async function readFile(bytes: Uint8Array): Promise<CsvFile> {
  const { text: whole, encoding } = decodeText(bytes)
  // Excel's own way to say it.
  const named = /^sep=(.)\r?\n/i.exec(whole)
  const text = named ? whole.slice(named[0].length) : whole
  const separator = named ? (named[1] as Separator) : separatorOf(text)
  const before = named ? 1 : 0
  const first = await firstRow(rowsOf(text, separator, before))
  if (!first?.cells) throw new AppError(IMPORT_ERRORS.IMPORT_EMPTY)
  const { cells: headers } = first
  if (headers.length > MOST_COLUMNS) throw new AppError(IMPORT_ERRORS.IMPORT_NOT_TEXT)
  return { encoding, separator, headers, rows: () => withoutFirst(rowsOf(text, separator, before), headers.length) }
}

async function firstRow(rows: AsyncGenerator<FileRow>): Promise<FileRow | undefined> {
  const { value } = await rows.next()
  await rows.return(undefined)
  return value
}

async function* withoutFirst(rows: AsyncGenerator<FileRow>, columns: number): AsyncGenerator<FileRow> {
  let first = true
  for await (const row of rows) {
    if (first) first = false
    else if (row.cells && row.cells.length > columns)
      yield { line: row.line, problem: 'It has more cells than there are columns.' }
    else yield row
  }
}

async function* rowsOf(text: string, separator: string, before: number): AsyncGenerator<FileRow> {
  const broken: FileRow[] = []
  const parser = parse({
    delimiter: separator,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    skip_records_with_empty_values: true,
    max_record_size: LONGEST_ROW,
    info: true,
    on_skip: error => {
      const line = lineOf(error) + before
      // One row may be broken in several places.
      if (broken.at(-1)?.line !== line) broken.push({ line, problem: problemOf(error) })
      return undefined
    },
  })
  const source = Readable.from(slicesOf(text))
  source.pipe(parser)
  let known = 0
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    // The parser counts the lines that it has read; a row may have several. It is ahead of us by what it has in its buffer.
    const line = Math.max(known + 1, info.lines - inner(record)) + before
    while (broken[0] && broken[0].line < line) yield broken.shift()!
    yield { line, cells: record }
    known = info.lines
  }
  yield* broken
}

const inner = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)

const lineOf = (error: CsvError | undefined): number => Number((error as { lines?: number } | undefined)?.lines ?? 0)

/** The parser's own words hold what stands in the row. */
const problemOf = (error: CsvError | undefined): string =>
  error?.code === 'CSV_MAX_RECORD_SIZE'
    ? 'It is too long. A quotation mark before it may not be closed.'
    : 'Its quotation marks do not fit together.'

function* slicesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE) yield text.slice(at, at + SLICE)
}
