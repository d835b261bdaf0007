/** Started by embedded.test.ts as a program of its own, to be killed: holds the server of the folder it is given. */
import { startEmbedded } from './index.ts'

const postgres = await startEmbedded({ dataDir: process.argv[2]! })
console.log(JSON.stringify({ pid: postgres.pid(), ownerUrl: postgres.ownerUrl }))
setInterval(() => undefined, 60_000)
