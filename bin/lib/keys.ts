import { parseArgs } from 'node:util'
import { createProgram } from '../../server/app.ts'
import { allTenants } from '../../server/features/tenancy/index.ts'
import { closePorts, openContext } from '../../server/main.ts'
import { ConfigError, loadConfig } from '../../server/platform/config/index.ts'
import { embeddedUrl } from '../../server/platform/embedded/index.ts'
import { AppError } from '../../server/platform/errors/index.ts'
import { readId } from '../../server/platform/ids/index.ts'
import { type KeyDesk, openKeyDesk } from '../../server/platform/secrets/index.ts'

const HELP = `Keys that seal secrets (docs/runbooks/keys.md). It reads the settings of the program that runs beside it.

  bin/keys status
      Keys by master key, whether a rotation is under way, and what other keys than the current ones sealed.

  bin/keys rotate
      A new key for each business and for the installation; seals anew what is stored, while the program works. When it is
      ended, the next call goes on.

  bin/keys rewrap
      Wraps every key with MASTER_KEY. OLD_MASTER_KEYS names where they were wrapped before. When it is ended, the next call goes on.

  bin/keys destroy ten_… --yes
      Deletes the keys of one business: nothing that it had sealed can be opened again.`

async function carryOut(desk: KeyDesk, [command, id]: readonly string[], sure: boolean): Promise<string> {
  if (command === 'status') return JSON.stringify(await desk.status(), null, 2)
  if (command === 'rotate') {
    const { keys, values, closed } = await desk.rotate()
    const left = closed > 0 ? ` ${closed} value(s) do not open with any key, and stay as they are: see the log.` : ''
    return `${keys} new key(s); ${values} value(s) sealed anew.${left}`
  }
  if (command === 'rewrap') return `${await desk.rewrap()} key(s) wrapped with MASTER_KEY.`
  const tenantId = command === 'destroy' ? readId('tenant', id ?? '') : undefined
  if (!tenantId || !sure) throw new ConfigError(HELP)
  return `${await desk.destroy(tenantId)} key(s) deleted.`
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help || positionals.length === 0) return console.log(HELP)
  const config = loadConfig(process.env, ['--role=worker', '--no-demo'])
  const databaseUrl = config.databaseUrl ?? (await embeddedUrl(config.dataDir))
  if (!databaseUrl)
    throw new ConfigError(
      `Set DATABASE_URL, or DATA_DIR to the folder of a program that runs: ${config.dataDir} has no database.`,
    )
  const context = openContext({ ...config, databaseUrl })
  try {
    const { sealed } = createProgram(context)
    const { db, log } = context
    const desk = openKeyDesk(config, { db, log, columns: sealed, tenants: () => allTenants(db) })
    console.log(await carryOut(desk, positionals, values.yes === true))
  } finally {
    await closePorts(context)
  }
}

run().then(
  // The identity library keeps a connection pool that nobody has used.
  () => process.exit(0),
  (error: unknown) => {
    const known = error instanceof ConfigError || error instanceof AppError
    console.error(known ? error.message : error)
    process.exit(1)
  },
)
