import type { Context, HttpApp } from '../context.ts'
import { answer, answerPage, decodeCursor, listAnswer, ok } from '../http/index.ts'
import { cancelLongJob, getLongJob, isOver, pageOfJobs, pageOfResults } from './long-job.ts'
import { jobAnswer, jobIdParam, jobPlace, jobQuery, jobRowAnswer, resultPlace, resultQuery } from './schema.ts'
import { showJob, showRow } from './view.ts'

const tags = ['Jobs']
/** Which jobs somebody sees depends on the permission that their kind needs. */
const config = { access: 'signed_in' } as const
/** A job with more rows shows them page by page. */
const SHOWN_AT_ONCE = 200

/** `/jobs`: how far the long jobs of a tenant are. */
export function longJobRoutes(app: HttpApp, context: Context): void {
  readRoutes(app, context)
  resultsRoute(app, context)
  cancelRoute(app, context)
}

function readRoutes(app: HttpApp, context: Context): void {
  const { db } = context
  app.get(
    '/api/v1/jobs',
    {
      config,
      schema: {
        tags,
        summary: 'Long jobs of the last seven days, newest first',
        querystring: jobQuery,
        response: { 200: listAnswer(jobAnswer.partial()) },
      },
    },
    async ({ query, principal }) => {
      const beyond = query.cursor ? decodeCursor(query.cursor, jobPlace).beyond : null
      const of = { status: query.status, beyond, limit: query.limit }
      const rows = await db.tenant(principal.tenantId, tx => pageOfJobs(context, tx, of, principal))
      return answerPage(rows, query, showJob, row => ({ beyond: row.id }))
    },
  )

  app.get(
    '/api/v1/jobs/:id',
    {
      config,
      schema: { tags, summary: 'How far a job is', params: jobIdParam, response: { 200: answer(jobAnswer) } },
    },
    async ({ params, principal }) =>
      await db.tenant(principal.tenantId, async tx => {
        const job = await getLongJob(context, tx, params.id, principal)
        if (!isOver(job) || job.total > SHOWN_AT_ONCE) return ok(showJob(job))
        const rows = await pageOfResults(tx, { jobId: job.id, beyond: 0, limit: SHOWN_AT_ONCE })
        return ok({ ...showJob(job), results: rows.map(showRow) })
      }),
  )
}

function resultsRoute(app: HttpApp, context: Context): void {
  app.get(
    '/api/v1/jobs/:id/results',
    {
      config,
      schema: {
        tags,
        summary: 'What became of each row that is over, in the order of the job',
        params: jobIdParam,
        querystring: resultQuery,
        response: { 200: listAnswer(jobRowAnswer) },
      },
    },
    async ({ params, query, principal }) => {
      const beyond = query.cursor ? decodeCursor(query.cursor, resultPlace).beyond : 0
      const rows = await context.db.tenant(principal.tenantId, async tx => {
        const { id: jobId } = await getLongJob(context, tx, params.id, principal)
        return await pageOfResults(tx, { jobId, ok: query.ok, beyond, limit: query.limit })
      })
      return answerPage(rows, query, showRow, row => ({ beyond: row.no }))
    },
  )
}

function cancelRoute(app: HttpApp, context: Context): void {
  app.post(
    '/api/v1/jobs/:id/cancel',
    {
      config,
      schema: {
        tags,
        summary: 'End a job before its next rows; what is done stays done',
        params: jobIdParam,
        response: { 200: answer(jobAnswer) },
      },
    },
    async ({ params, principal }) =>
      ok(showJob(await context.db.tenant(principal.tenantId, tx => cancelLongJob(context, tx, params.id, principal)))),
  )
}
