import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Context, HttpApp } from '../../../platform/context.ts'
import { AppError } from '../../../platform/errors/index.ts'
import { actorOf, answer, ok } from '../../../platform/http/index.ts'
import { jobAnswer, showJob } from '../../../platform/long-jobs/index.ts'
import { IMPORT_ERRORS } from './errors.ts'
import { exportContacts } from './export.ts'
import { previewImport, startImport } from './import.ts'
import { exportQuery, importQuery, previewAnswer } from './schema.ts'

const tags = ['Contacts']
const MOST_BYTES = 25 * 1024 * 1024
const FILES_A_MINUTE = 20

export async function csvRoutes(app: HttpApp, context: Context): Promise<void> {
  exportRoute(app, context)
  // In a scope of its own: only this route takes files.
  await app.register(async scope => {
    await scope.register(multipart, {
      limits: { fileSize: MOST_BYTES, files: 1, fields: 2, parts: 3, fieldSize: 32_768 },
    })
    importRoute(scope as unknown as HttpApp, context)
  })
}

function exportRoute(app: HttpApp, { db }: Context): void {
  app.get(
    '/api/v1/contacts/export',
    {
      config: { access: 'contacts:read' },
      schema: {
        tags,
        summary: 'All contacts, or those that a search finds, as CSV in UTF-8; newest first',
        description:
          'A cell that a spreadsheet would take for a formula begins with an apostrophe; phone numbers do not.',
        querystring: exportQuery,
        produces: ['text/csv'],
        response: { 200: z.any().describe('CSV') },
      },
    },
    async ({ principal, query }, reply) => {
      const fields = query.fields?.split(',')
      const file = exportContacts(db, principal.tenantId, { ...query, fields })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="contacts.csv"')
        .serializer((body: unknown) => body as string)
        .send(file)
    },
  )
}

function importRoute(app: HttpApp, context: Context): void {
  const { db } = context
  app.post(
    '/api/v1/contacts/import',
    {
      config: { access: 'contacts:write', perMinute: FILES_A_MINUTE },
      schema: {
        tags,
        summary: 'Bring contacts in from a CSV file: multipart/form-data with a field named file, at most 100,000 rows',
        description:
          'A field `mapping` may say what each column is, as a JSON list. Whoever has a number already is changed, not doubled. Each row succeeds or fails alone; see `/jobs/:id/results`.',
        consumes: ['multipart/form-data'],
        querystring: importQuery,
        response: { 200: answer(previewAnswer), 202: answer(jobAnswer) },
      },
    },
    async (request, reply) => {
      const { principal, query } = request
      const { bytes, mapping } = await readForm(request).catch(error => {
        // Otherwise the rest of the body would be read only to be dropped.
        reply.header('connection', 'close')
        throw error
      })
      if (query.preview) return ok(await db.tenant(principal.tenantId, tx => previewImport(tx, bytes, mapping)))
      const job = await db.tenant(principal.tenantId, tx => startImport(tx, bytes, mapping, actorOf(principal)))
      return reply.code(202).send(ok(showJob(job)))
    },
  )
}

/** Throws IMPORT_MISSING, IMPORT_TOO_LARGE, IMPORT_MAPPING. */
async function readForm(request: FastifyRequest): Promise<{ bytes: Buffer; mapping?: string[] }> {
  if (!request.isMultipart() || !/;\s*boundary=./i.test(request.headers['content-type'] ?? ''))
    throw new AppError(IMPORT_ERRORS.IMPORT_MISSING)
  let [bytes, mapping]: [Buffer | undefined, string | undefined] = [undefined, undefined]
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file' && part.fieldname === 'file') bytes = await part.toBuffer()
      else if (part.type === 'file') part.file.resume()
      else if (part.fieldname === 'mapping') mapping = `${part.value}`
    }
  } catch (error) {
    throw refusedForm(error)
  }
  if (!bytes) throw new AppError(IMPORT_ERRORS.IMPORT_MISSING)
  return { bytes, ...(mapping !== undefined && { mapping: mappingOf(mapping) }) }
}

function refusedForm(error: unknown): unknown {
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number }
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new AppError(IMPORT_ERRORS.IMPORT_TOO_LARGE, { cause: error })
  return statusCode < 500 ? error : new AppError(IMPORT_ERRORS.IMPORT_MISSING, { cause: error })
}

const mappingSchema = z.array(z.string().max(80)).max(200)

function mappingOf(text: string): string[] {
  try {
    return mappingSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError(IMPORT_ERRORS.IMPORT_MAPPING, { cause })
  }
}
