import { apiAt, registerBusiness } from './lib/http.ts'
import { report } from './lib/report.ts'
import { SEED_CONVERSATIONS, SEED_MESSAGES } from './lib/seed.sql.ts'
import { type Stage, stage } from './lib/stage.ts'
import { summarize } from './lib/stats.ts'

const ROUNDS = 600
const SMALL = { conversations: 50, each: 20 }
const LARGE = { conversations: 20_000, each: 50 }

interface Measured {
  token: string
  list: string
  page: string
}

const at = await stage('bench-api')
try {
  // A higher limit than a real tenant's clients have, so that the figure measures the database and not the rate
  // limiter.
  const server = await at.serve(['--role=api'], { RATE_LIMIT_MAX_REQUESTS: '1000000' })
  const api = apiAt(server.url)
  const small = await registerBusiness(api, 'Small shop')
  const large = await registerBusiness(api, 'Large shop')
  await seed(at, small.tenantId, SMALL)
  await seed(at, large.tenantId, LARGE)
  await seedNeighbours(at, 198)
  await at.owner.query('vacuum analyze')
  const sides = { small: await paths(small.token), large: await paths(large.token) }
  report('api', await measure(sides), [
    '`small` is a tenant with 1,000 messages, `large` one with 1,000,000, both among 200 tenants of one database; milliseconds over HTTP, one connection',
    'list: 50 conversations, newest first; page: the newest 20 messages of one conversation, as many as there are in the small one',
  ])
  await api.close()

  async function paths(token: string): Promise<Measured> {
    const [first] = await api.get<Array<{ id: string }>>('/api/v1/conversations?limit=1', token)
    return {
      token,
      list: '/api/v1/conversations?limit=50',
      page: `/api/v1/conversations/${first!.id}/messages?limit=20`,
    }
  }

  async function measure(tenants: { small: Measured; large: Measured }): Promise<Record<string, number>> {
    const times = { smallList: [], smallPage: [], largeList: [], largePage: [] } as Record<string, number[]>
    for (let round = 0; round < ROUNDS + 50; round++) {
      for (const [name, tenant] of Object.entries(tenants)) {
        const list = await api.time(tenant.list, tenant.token)
        const page = await api.time(tenant.page, tenant.token)
        if (round < 50) continue
        times[`${name}List`]!.push(list)
        times[`${name}Page`]!.push(page)
      }
    }
    const figures: Record<string, number> = {}
    for (const [name, values] of Object.entries(times)) {
      const { p50, p95, p99 } = summarize(values)
      Object.assign(figures, { [`${name}P50`]: p50, [`${name}P95`]: p95, [`${name}P99`]: p99 })
    }
    figures.listRatioP95 = figures.largeListP95! / figures.smallListP95!
    figures.pageRatioP95 = figures.largePageP95! / figures.smallPageP95!
    return figures
  }
} finally {
  await at.close()
}

async function seed(on: Stage, tenantId: string, size: { conversations: number; each: number }): Promise<void> {
  const { rows } = await on.owner.query<{ id: string }>(
    `insert into channel (tenant_id, id, provider, name, status)
     values ($1, gen_random_uuid(), 'simulator', 'Simulator', 'connected') returning id`,
    [tenantId],
  )
  await on.owner.query(SEED_CONVERSATIONS, [tenantId, rows[0]!.id, size.conversations, size.each])
  await on.owner.query(SEED_MESSAGES, [tenantId, size.each])
}

/** Other businesses, as small as the small one, so that every index holds them too. */
async function seedNeighbours(on: Stage, count: number): Promise<void> {
  for (let no = 0; no < count; no++) {
    const { rows } = await on.owner.query<{ id: string }>(
      `insert into tenant (id, name, business_type) values (gen_random_uuid(), 'Neighbour ' || $1, 'retail') returning id`,
      [no],
    )
    await seed(on, rows[0]!.id, SMALL)
  }
}
