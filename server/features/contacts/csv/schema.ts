import { z } from 'zod'
import { text } from '../../tenancy/index.ts'
import { SEPARATORS } from './separator.ts'

export const importQuery = z.object({
  preview: z.stringbool().optional().describe('true: shows how the file is understood, and writes nothing'),
})

export const exportQuery = z.object({
  q: text(100).optional().describe('Part of a name, phone number or user name'),
  fields: z
    .string()
    .max(2000)
    .regex(/^[A-Za-z][A-Za-z0-9_]*(,[A-Za-z][A-Za-z0-9_]*)*$/, 'must be names with commas between')
    .optional()
    .describe('Own fields that get a column; left out: those that the newest contacts have'),
  bom: z.stringbool().default(false).describe('true: begins with the mark without which Excel misreads UTF-8'),
})

export const previewAnswer = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1256']),
  separator: z.enum(SEPARATORS),
  columns: z.array(
    z.object({
      header: z.string(),
      target: z.string().describe('name, firstName, lastName, phone, locale, ignore, or field:<name>'),
    }),
  ),
  rows: z
    .array(
      z.object({
        line: z.number(),
        cells: z.array(z.string()),
        person: z
          .object({
            phone: z.string(),
            name: z.string().optional(),
            locale: z.string().optional(),
            fields: z.record(z.string(), z.string()),
          })
          .nullable(),
        problem: z.string().nullable(),
      }),
    )
    .describe('The first twenty'),
  problems: z.array(z.object({ line: z.number(), problem: z.string() })).describe('The first hundred'),
  total: z.number().describe('Rows of the file'),
  checked: z.number().describe('So many of them, from the beginning, were looked through for problems'),
})
