import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drainIntake } from '../server/features/messaging/index.ts'
import { runLongJobs } from '../server/platform/long-jobs/index.ts'
import { buildApp, type TestApp } from '../server/test/buildApp.ts'
import { type TestTenant, twoTenants } from '../server/test/twoTenants.ts'

const GUIDES = join(import.meta.dirname, '..', 'docs', 'guides')
const SDK = pathToFileURL(join(import.meta.dirname, 'index.ts')).href

let app: TestApp
let a: TestTenant
let url: string
let folder: string

beforeAll(async () => {
  app = await buildApp()
  runLongJobs(app.context)
  ;({ a } = await twoTenants(app))
  url = await app.app.listen({ port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'tawsil-guide-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await app.close()
})

/** Runs the code of a guide as a program of its own, and gives what it prints. */
async function run(guide: string, env: Record<string, string>): Promise<string> {
  const text = await readFile(join(GUIDES, guide), 'utf8')
  const code = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(found => found[1]).join('\n')
  const file = join(folder, guide.replace('.md', '.ts'))
  await writeFile(file, code.replaceAll(`from 'tawsil'`, `from '${SDK}'`))
  const given = { ...process.env, TAWSIL_URL: url, TAWSIL_KEY: a.token, ...env }
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: given, timeout: 60_000 })
  return stdout
}

describe('the code of the guides', () => {
  it('brings contacts in, and tells which rows failed', async () => {
    const file = join(folder, 'clients.csv')
    await writeFile(file, 'nom;téléphone\nZoé;+212612345678\nNobody;1\n')
    const said = await run('import-contacts.md', { FILE: file })
    expect(said).toContain('2 of 2')
    expect(said).toMatch(/line 3: .+/)
    const { data } = await app.call<Array<{ name: string }>>(a, 'GET', '/api/v1/contacts')
    expect(data.map(contact => contact.name)).toEqual(['Zoé'])
  }, 90_000)

  it('sends a message to a customer who has written', async () => {
    const channel = await app.call<{ id: string }>(a, 'POST', '/api/v1/channels', {
      provider: 'simulator',
      name: 'Phone',
    })
    const hello = {
      channelId: channel.data.id,
      from: '212612345679',
      type: 'text',
      text: { body: 'Where is my order?' },
    }
    expect((await app.call(a, 'POST', '/api/v1/simulator/messages', hello)).status).toBe(202)
    await drainIntake(app.context)
    expect(await run('send-a-message.md', { PHONE: '+212612345679' })).toMatch(/^msg_\w+ queued/)
  }, 90_000)
})
