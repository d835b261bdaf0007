import { openDatabase } from './boot/database.ts'
import { mustBeFree, portProblem } from './boot/port.ts'
import { handleShutdown, type Shutdown } from './boot/shutdown.ts'
import { buildWeb } from './boot/web-build.ts'
import type { Server } from './main.ts'
import { type Config, ConfigError, loadConfig, settingNotices } from './platform/config/index.ts'
import { StartError } from './platform/embedded/index.ts'

/** The entry of the program: settings, database, schema, web app, then the server itself. Progress goes to stdout. */
const log = (line: string): void => console.log(line)
const began = performance.now()

async function start(shutdown: Shutdown): Promise<void> {
  const argv = process.argv.slice(2)
  const config = loadConfig(
    process.env,
    argv.filter(flag => flag !== '--no-web-build'),
  )
  for (const notice of settingNotices(process.env)) log(notice)
  log(modeLine(config))
  // Libraries ask for this alone.
  if (config.production) process.env.NODE_ENV = 'production'
  const servesHttp = config.role !== 'worker'
  if (servesHttp && config.port !== 0) await mustBeFree(config.port, config.host)
  // Two processors: the web app builds while the database starts.
  const building =
    servesHttp && !argv.includes('--no-web-build') ? buildWeb({ log, signal: shutdown.signal }) : Promise.resolve()
  const [database] = await Promise.all([open(config, shutdown), building])
  if (shutdown.signal.aborted) return
  const server = await serve({ ...config, databaseUrl: database.url }, shutdown)
  announce(server, config)
}

/** Says which mode the program is in, and why, because so much depends on it. */
const modeLine = ({ production, mode, demo, privateHosts }: Config): string =>
  [
    production ? `Mode: production, because ${mode}.` : `Mode: development, because ${mode}.`,
    demo ? 'With demo data.' : 'Without demo data.',
    ...(privateHosts.length > 0 ? [`Businesses may name servers inside: ${privateHosts.join(', ')}.`] : []),
  ].join(' ')

/** The shutdown is told before the database is open: a Ctrl-C meanwhile waits until it is, and closes it. */
async function open(config: Config, shutdown: Shutdown): Promise<{ url: string }> {
  const opening = openDatabase(config, log, reason => {
    log(reason)
    void shutdown.end(1)
  })
  shutdown.onEnd(() => whenThere(opening, database => database.close()))
  return await opening
}

async function serve(config: Config, shutdown: Shutdown): Promise<Server> {
  const { startServer } = await import('./main.ts')
  const starting = startServer(config, log)
  shutdown.onEnd(() => whenThere(starting, server => server.close()))
  return await starting.catch((error: unknown) => {
    throw portProblem(error, config.port, config.host) ?? error
  })
}

/** Ends what the promise makes. When it fails there is nothing to end, and the caller who waits for it reports the error. */
function whenThere<T>(promise: Promise<T>, end: (value: T) => Promise<void>): Promise<void> {
  return promise.then(end, () => undefined)
}

function announce(server: Server, config: Config): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const what = config.role === 'all' ? 'Tawsil' : `Tawsil (${config.role})`
  log(`${what} is ready after ${seconds} s${server.url && `: ${server.url}`}`)
  if (server.demoLogin) log(`Sign in with ${server.demoLogin.email} and the password ${server.demoLogin.password}`)
  log('Ctrl-C stops it.')
}

/** Prints one line for an error that a person can mend, and the whole error for a fault of ours. */
function complain(error: unknown): void {
  if (error instanceof StartError || error instanceof ConfigError)
    console.error(`Tawsil cannot start. ${error.message}`)
  else console.error('Tawsil cannot start:', error)
}

const shutdown = handleShutdown(log)
start(shutdown).catch(async (error: unknown) => {
  if (!shutdown.signal.aborted) complain(error)
  await shutdown.end(shutdown.signal.aborted ? 0 : 1)
})
