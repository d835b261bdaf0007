import type { Tx } from '../../../platform/db/index.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { PHONE_FAULTS } from '../../../platform/phone/index.ts'
import { locale as localeSchema } from '../../tenancy/index.ts'
import { CONTACT_ERRORS } from '../errors.ts'
import { readTenantPhone } from '../phone/tenant-phone.ts'
import { meant } from './cells.ts'
import type { Target } from './columns.ts'
import { IMPORT_ERRORS } from './errors.ts'

/** A person of a file. What a row leaves empty is not touched. */
export interface ImportedPerson {
  phone: string
  name?: string
  locale?: string
  fields: Record<string, string>
}

const LONGEST_NAME = 200
const LONGEST_VALUE = 2000

/**
 * Reads the cells of a row, each for what its column is.
 *
 * @throws PHONE_INVALID, IMPORT_ROW
 */
export async function readRow(tx: Tx, cells: readonly string[], targets: readonly Target[]): Promise<ImportedPerson> {
  const values = new Map<Target, string>()
  targets.forEach((target, index) => {
    const value = meant((cells[index] ?? '').trim())
      .trim()
      .toWellFormed()
    if (value !== '' && target !== 'ignore') values.set(target, value)
  })
  const fields = [...values].flatMap(([target, value]) =>
    target.startsWith('field:') ? [[target.slice('field:'.length), short(value, LONGEST_VALUE, target)] as const] : [],
  )
  const name = values.get('name') ?? [values.get('firstName'), values.get('lastName')].filter(Boolean).join(' ')
  return {
    phone: await phoneOf(tx, values.get('phone')),
    ...(name && { name: short(name, LONGEST_NAME, 'name') }),
    ...localeOf(values.get('locale')),
    fields: Object.fromEntries(fields),
  }
}

async function phoneOf(tx: Tx, written: string | undefined): Promise<string> {
  if (written === undefined) throw refused('It has no phone number.')
  // What a spreadsheet makes of a long number: 2,12613E+11. The digits are lost.
  if (/^\d[.,]\d+e\+\d+$/i.test(written))
    throw refused('The spreadsheet has shortened the phone number. Format its column as text, and save the file again.')
  const { phone, fault } = await readTenantPhone(tx, written)
  if (phone !== undefined) return phone
  throw new AppError(CONTACT_ERRORS.PHONE_INVALID, { message: PHONE_FAULTS[fault], details: { reason: fault } })
}

function localeOf(written: string | undefined): { locale?: string } {
  if (written === undefined) return {}
  const { success, data } = localeSchema.safeParse(written)
  if (!success) throw refused('Its language is none of en, fr and ar.')
  return { locale: data }
}

function short(value: string, longest: number, column: string): string {
  if (value.length > longest) throw refused(`${column} has more than ${longest} characters.`)
  return value
}

const refused = (message: string): AppError => new AppError(IMPORT_ERRORS.IMPORT_ROW, { message })
