import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../platform/embedded/index.ts'
import { until } from '../until.ts'
import { type Hooks, openHooks } from '../webhooks/hooks.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
let hooks: Hooks
let program: ChildProcess | undefined

beforeAll(async () => {
  hooks = await openHooks()
})
afterAll(async () => {
  program?.kill()
  await hooks.program.close()
})

/** The program of the guide, as a reader copies it. */
function programOfGuide(): string {
  const guide = readFileSync(join(ROOT, 'docs', 'guides', 'receive-a-webhook.md'), 'utf8')
  const block = /```js receiver\n([\s\S]*?)```/.exec(guide)?.[1]
  if (!block) throw new Error('the guide has no receiver')
  return block
}

it('the receiver of the guide verifies what we send, tells it once, and refuses what others send', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/hook`
  const { id, secret } = await hooks.add(hooks.a, { url, types: ['tenant.updated'] })
  program = spawn(process.execPath, ['--input-type=module', '-e', programOfGuide()], {
    cwd: ROOT,
    env: { ...process.env, PORT: `${port}`, WEBHOOK_SECRET: secret },
  })
  let said = ''
  program.stdout!.on('data', chunk => {
    said += chunk
  })
  const forged = () => fetch(url, { method: 'POST', body: '{}' })
  await until(async () => (await forged()).status === 401, { timeout: 15_000 })
  const [event] = await hooks.write(hooks.a, 1)
  await hooks.drainUntil(() => said.includes('\n'))
  const replayed = await hooks.program.call(hooks.a, 'POST', `/api/v1/webhook-endpoints/${id}/replay`, { event })
  expect(replayed.status).toBe(202)
  await hooks.drainUntil(async () => {
    const attempts = await hooks.attempts(hooks.a, { id, url, secret })
    return attempts.filter(({ outcome }) => outcome === 'delivered').length === 2
  })
  expect(said.trim().split('\n')).toHaveLength(1)
  expect(said).toMatch(/^tenant\.updated \{"tenantId":"ten_/)
})
