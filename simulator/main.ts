import { readOptions } from './options.ts'
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
  console.error((error as Error).message)
  process.exit(1)
}
