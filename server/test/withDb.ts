import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { checkEvents } from './declared-events.ts'

/** A database of its own for one test file: migrated, empty, removed by `close`. */
export interface TestDb {
  /** Connects as the program does: an ordinary role under row-level security. */
  url: string
  /** Connects as the owner, who passes row-level security: for arranging and for looking. */
  ownerUrl: string
  name: string
  /** One statement as the owner. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Checks the events that were written against their declarations, and removes the database; open connections are cut. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** Copies the migrated template: call it in `beforeAll`, and `close` in `afterAll`. */
export async function withDb(): Promise<TestDb> {
  const { ownerUrl, appUrl } = inject('postgres')
  const name = `t_${randomBytes(6).toString('hex')}`
  const template = new URL(ownerUrl).pathname.slice(1)
  await asAdmin(ownerUrl, `create database ${name} template ${pg.escapeIdentifier(template)} strategy file_copy`)
  const owner = new pg.Pool({ connectionString: inDatabase(ownerUrl, name), max: 2 })
  owner.on('error', () => undefined)
  const close = async () => {
    try {
      await checkEvents(owner)
    } finally {
      await owner.end()
      await asAdmin(ownerUrl, `drop database if exists ${name} with (force)`)
    }
  }
  return {
    url: inDatabase(appUrl, name),
    ownerUrl: inDatabase(ownerUrl, name),
    name,
    query: async (sql, values) => (await owner.query(sql, values)).rows,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** A database without tables and without roles prepared: for what migrates by itself. */
export async function withEmptyDb(): Promise<{ ownerUrl: string; name: string; close(): Promise<void> }> {
  const { ownerUrl } = inject('postgres')
  const name = `e_${randomBytes(6).toString('hex')}`
  await asAdmin(ownerUrl, `create database ${name} template template0`)
  return {
    ownerUrl: inDatabase(ownerUrl, name),
    name,
    close: () => asAdmin(ownerUrl, `drop database if exists ${name} with (force)`),
  }
}

function inDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.href
}

async function asAdmin(ownerUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
