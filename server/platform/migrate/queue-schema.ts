import { assertSchemaCompatibility, LATEST_SCHEMA_VERSION, runMigrations, SchemaMigrationRequiredError } from 'bullmq'
import pg from 'pg'

/** The schema that the queue's PostgreSQL backend lives in. */
export const QUEUE_SCHEMA = 'bullmq'

/**
 * Migrates the queue library's own schema, as the owner, and lets the program's role use it. When it is up to date, nothing is
 * changed and nothing is locked. Returns whether something was done.
 */
export async function prepareQueueSchema(client: pg.Client, appRole: string): Promise<boolean> {
  const before = await versionNow(client)
  if (before < LATEST_SCHEMA_VERSION) await runMigrations(client, QUEUE_SCHEMA)
  // Whose turn it is: ours, and as disposable as the rest.
  await client.query(
    `create table if not exists ${QUEUE_SCHEMA}.tawsil_turn (name text primary key, due_at timestamptz not null)`,
  )
  await client.query(OLD_SCHEDULES)
  await grantUse(client, pg.escapeIdentifier(appRole))
  return before < LATEST_SCHEMA_VERSION
}

/** Until turns were taken, schedules were jobs of a queue; nobody works on them now. */
const OLD_SCHEDULES = ['job', 'scheduler', 'event', 'meta']
  .map(table => `delete from ${QUEUE_SCHEMA}.${table} where queue = 'schedules'`)
  .join(';')

async function versionNow(client: pg.Client): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, QUEUE_SCHEMA)
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0
    throw error
  }
}

async function grantUse(client: pg.Client, role: string): Promise<void> {
  await client.query(`
    revoke execute on all functions in schema ${QUEUE_SCHEMA} from public;
    revoke all on schema ${QUEUE_SCHEMA} from public;
    grant usage on schema ${QUEUE_SCHEMA} to ${role};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${role};
    grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to ${role};
    grant execute on all functions in schema ${QUEUE_SCHEMA} to ${role};
    -- It makes one sequence for each new queue name, which takes the owner's right; the library pins its search_path.
    alter function ${QUEUE_SCHEMA}.next_job_id(text) security definer;
    alter default privileges in schema ${QUEUE_SCHEMA} grant select, insert, update, delete on tables to ${role};
    alter default privileges in schema ${QUEUE_SCHEMA} grant usage, select, update on sequences to ${role};
    alter default privileges in schema ${QUEUE_SCHEMA} grant execute on functions to ${role};
  `)
}
