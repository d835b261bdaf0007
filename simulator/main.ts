import { readOptions } from './control/options.ts'
import { startTwin } from './twin.ts'

try {
  const twin = await startTwin(readOptions(process.env, process.argv.slice(2)))
  console.log(`The twin answers at ${twin.url}`)
  const stop = async () => {
    await twin.close()
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const taken = 'Stop the other program, or give another port with --port or TWIN_PORT.'
  console.error(code === 'EADDRINUSE' ? `The twin cannot start: its port is taken. ${taken}` : message)
  process.exit(1)
}
