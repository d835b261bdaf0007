import { CALLERS, deliveriesOfCallers, REQUESTS_EACH } from './lib/callers.ts'
import { apiAt, registerBusiness } from './lib/http.ts'
import { callTogether, closedLoop, type LoadResult } from './lib/load.ts'
import { report } from './lib/report.ts'
import { stage } from './lib/stage.ts'
import { median } from './lib/stats.ts'

/** The load test: a hundred customers write ten messages each at the same moment, all to one number. */
const NUMBER = { phoneNumberId: '990000000000003', wabaId: '880000000000003', secret: 'bench-app-secret' }
const ROUNDS = 10

const at = await stage('bench-callers')
try {
  const server = await at.serve(['--role=api'], {
    META_APP_SECRET: NUMBER.secret,
    // Nobody listens at this address: a run never leaves the machine.
    META_GRAPH_URL: 'http://127.0.0.1:9',
  })
  const api = apiAt(server.url)
  const { token } = await registerBusiness(api, 'Callers bench')
  const credentials = {
    phoneNumberId: NUMBER.phoneNumberId,
    wabaId: NUMBER.wabaId,
    accessToken: 'none',
    appSecret: NUMBER.secret,
  }
  await api.post('/api/v1/channels', { provider: 'cloud_api', name: 'Bench number', credentials }, token)
  await api.close()

  const together: LoadResult[] = []
  const alone: LoadResult[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const measured = await callTogether(server.port, deliveriesOfCallers(server.port, NUMBER, round))
    const oneByOne = await closedLoop(server.port, deliveriesOfCallers(server.port, NUMBER, ROUNDS + 1 + round)[0]!, 1)
    // The first round is not measured.
    if (round > 0) together.push(measured)
    if (round > 0) alone.push(oneByOne)
  }
  const { rows } = await at.owner.query<{ stored: number }>('select count(*)::int as stored from raw_event')
  const of = (results: LoadResult[], figure: 'perSecond' | 'p50' | 'p95' | 'p99') =>
    median(results.map(result => result[figure]))
  const sent = (ROUNDS + 1) * (CALLERS + 1) * REQUESTS_EACH
  report(
    'callers',
    {
      callers: CALLERS,
      requestsEach: REQUESTS_EACH,
      failures: [...together, ...alone].reduce((sum, result) => sum + result.failures, 0),
      lost: sent - rows[0]!.stored,
      requestsPerSecond: of(together, 'perSecond'),
      p50: of(together, 'p50'),
      p95: of(together, 'p95'),
      p99: of(together, 'p99'),
      aloneP50: of(alone, 'p50'),
      ratioOfP50: of(together, 'p50') / of(alone, 'p50'),
    },
    [
      'each caller has a connection of its own and sends its requests one after another; all start at once; milliseconds',
      'alone: one caller with the same requests, on the same server, between the rounds',
      'lost: deliveries that were sent and are not stored; fsync and synchronous_commit are on',
    ],
  )
} finally {
  await at.close()
}
