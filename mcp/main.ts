import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createMcp } from './server.ts'

/** Speaks the Model Context Protocol on standard input and output; everything else goes to standard error. */
const { TAWSIL_URL: url = 'http://127.0.0.1:4000', TAWSIL_KEY: key } = process.env
if (!key) {
  console.error(
    'TAWSIL_KEY is missing: make a key under Settings, API keys, with the permissions that the tools may have.',
  )
  process.exit(1)
}
try {
  const server = await createMcp({ url, key })
  await server.connect(new StdioServerTransport())
} catch (error) {
  console.error(`Tawsil at ${url} could not be used: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
