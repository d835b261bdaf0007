import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../server/platform/embedded/index.ts'
import { withRedis } from '../server/test/withRedis.ts'
import { apiAt, registerBusiness } from './lib/http.ts'
import { closedLoop, type LoadResult } from './lib/load.ts'
import { rawPost, textDelivery } from './lib/meta.ts'
import { report } from './lib/report.ts'
import { stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'

const SECRET = 'bench-app-secret'
const NUMBER = { phoneNumberId: '990000000000002', wabaId: '880000000000002' }
const CONNECTIONS = 64
const ROUNDS = 7
const PER_ROUND = 8_000
const ROUTES = { tawsil: '/webhooks/meta', floor: '/bench/floor', reference: '/bench/reference' }
type Side = keyof typeof ROUTES

const at = await stage('bench-intake')
const redis = await withRedis()
const port = await freePort()
const server = fork(join(import.meta.dirname, 'intake', 'server.ts'), {
  env: {
    ...process.env,
    DATABASE_URL: at.appUrl,
    REFERENCE_REDIS_URL: redis.url,
    PORT: `${port}`,
    DATA_DIR: at.folder,
    META_APP_SECRET: SECRET,
    // Nobody listens at this address: a run never leaves the machine.
    META_GRAPH_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
  },
})
try {
  await once(server, 'message')
  await connectNumber()
  const results = await alternate()
  const of = (side: Side, figure: 'perSecond' | 'p50' | 'p99') => median(results[side].map(round => round[figure]))
  const failures = Object.values(results)
    .flat()
    .reduce((sum, round) => sum + round.failures, 0)
  report(
    'intake',
    {
      requestsPerSecond: of('tawsil', 'perSecond'),
      p50: of('tawsil', 'p50'),
      p99: of('tawsil', 'p99'),
      floorPerSecond: of('floor', 'perSecond'),
      floorP50: of('floor', 'p50'),
      referencePerSecond: of('reference', 'perSecond'),
      referenceP50: of('reference', 'p50'),
      ratioToFloor: of('tawsil', 'perSecond') / of('floor', 'perSecond'),
      ratioToReference: of('tawsil', 'perSecond') / of('reference', 'perSecond'),
      failures,
      connections: CONNECTIONS,
    },
    [
      'floor: the same route, verifying and routing, but keeping nothing',
      'reference: the same route, one INSERT through a pool of 20 and one BullMQ job on Redis for each request',
      'fsync and synchronous_commit are on; the load generator shares the machine',
    ],
  )
} finally {
  server.disconnect()
  await redis.close()
  await at.close()
}

async function connectNumber(): Promise<void> {
  const api = apiAt(`http://127.0.0.1:${port}`)
  const { token } = await registerBusiness(api, 'Intake bench')
  const credentials = { ...NUMBER, accessToken: 'none', appSecret: SECRET }
  await api.post('/api/v1/channels', { provider: 'cloud_api', name: 'Bench number', credentials }, token)
  await api.close()
}

/** One unmeasured round, then every side in turn. */
async function alternate(): Promise<Record<Side, LoadResult[]>> {
  const results: Record<Side, LoadResult[]> = { tawsil: [], floor: [], reference: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of Object.keys(ROUTES) as Side[]) {
      const measured = await closedLoop(port, requests(side, round), CONNECTIONS)
      if (round > 0) results[side].push(measured)
    }
  }
  return results
}

function requests(side: Side, round: number): Buffer[] {
  return Array.from({ length: side === 'reference' ? PER_ROUND / 4 : PER_ROUND }, (_, no) => {
    const from = `1555${String(2_000_000 + (no % 500))}`
    const id = `wamid.HBgLMTU1NTIwMDAwMDAVAgASGBQzQTdCNTU4OUNBRkI0${side}${round}x${no}`
    const text = 'Hello, is the mixed grill for four still on the menu tonight? We are on our way.'
    return rawPost(ROUTES[side], port, SECRET, textDelivery({ ...NUMBER, from, id, text }))
  })
}
