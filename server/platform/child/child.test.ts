import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Question } from './child.fixture.ts'
import { childEnvironment, createSandbox, type Sandbox, Turns } from './index.ts'

const module = join(import.meta.dirname, 'child.fixture.ts')
const SERVER = join(import.meta.dirname, '..', '..')
let made: Sandbox<Question, unknown> | undefined
const sandbox = (options = {}) => {
  made = createSandbox<Question, unknown>({ module, withinMs: 20_000, waitMs: 20_000, ...options })
  return made
}
afterEach(() => made?.close())

describe('a sandbox', () => {
  it('answers, and works in one process from question to question', async () => {
    const { ask } = sandbox()
    const box = made!
    expect(await ask('a', { do: 'say', text: 'one' })).toBe('one')
    const { pid } = box
    expect(await Promise.all([1, 2, 3].map(n => ask('a', { do: 'say', text: `${n}` })))).toEqual(['1', '2', '3'])
    expect(box.pid).toBe(pid)
  })

  it('survives what never ends, what dies and what wants all memory, and goes on with the next question', async () => {
    const { ask } = sandbox({ withinMs: 3_000 })
    await ask('a', { do: 'say', text: 'started' })
    expect(await ask('a', { do: 'spin' })).toBeUndefined()
    expect(await ask('a', { do: 'die' })).toBeUndefined()
    if (process.platform === 'linux') expect(await ask('a', { do: 'eat', megabytes: 700 })).toBeUndefined()
    expect(await ask('a', { do: 'say', text: 'still here' })).toBe('still here')
  })

  it('lets everybody have a turn, and lets nobody wait for ever', async () => {
    const { ask } = sandbox({ waitMs: 2_500 })
    await ask('a', { do: 'say', text: 'started' })
    const done: string[] = []
    const many = Array.from({ length: 6 }, (_, n) =>
      ask('loud', { do: 'sleep', ms: 700 }).then(answer => done.push(answer ? `loud ${n}` : 'gave up')),
    )
    await ask('quiet', { do: 'say', text: '' }).then(() => done.push('quiet'))
    expect(done.filter(one => one.startsWith('loud')).length).toBeLessThanOrEqual(2)
    await Promise.all(many)
    expect(done).toContain('gave up')
  })

  it('knows no secret of the program that started it', async () => {
    process.env.AUTH_SECRET = 'a secret that no child may see'
    try {
      const known = (await sandbox().ask('a', { do: 'environment' })) as Record<string, string>
      expect(known.PATH).toBe(process.env.PATH)
      expect(Object.values(known)).not.toContain('a secret that no child may see')
    } finally {
      delete process.env.AUTH_SECRET
    }
  })
})

describe('the environment of a child', () => {
  it('is a list of what it may know, whatever else is set', () => {
    const secrets = {
      DATABASE_URL: 'x',
      ENCRYPTION_KEY: 'x',
      S3_SECRET_ACCESS_KEY: 'x',
      NODE_OPTIONS: 'x',
      PGPASSWORD: 'x',
    }
    const before = { ...process.env }
    Object.assign(process.env, secrets)
    try {
      for (const name of Object.keys(secrets)) expect(childEnvironment()).not.toHaveProperty(name)
      expect(childEnvironment({ GIVEN: 'yes' })).toMatchObject({ GIVEN: 'yes' })
    } finally {
      for (const name of Object.keys(secrets)) delete process.env[name]
      Object.assign(process.env, before)
    }
  })

  it('is told wherever the server starts a program or a thread: none inherits ours', () => {
    const starting = /\b(?:spawn|fork|execFile|exec|run|new Worker)\(/
    const files = globSync('**/*.ts', { cwd: SERVER }).filter(
      path => !/\.(test|fixture)\.ts$/.test(path) && !path.startsWith('test/'),
    )
    const starters = files.filter(path => {
      const text = readFileSync(join(SERVER, path), 'utf8')
      return /from 'node:(child_process|worker_threads)'/.test(text) && starting.test(text)
    })
    expect(starters).toContain('platform/child/sandbox.ts')
    for (const path of starters) {
      const text = readFileSync(join(SERVER, path), 'utf8')
      const starts = text.match(/\b(?:spawn|fork|execFile|exec|run)\((?!command, args, \{ env|\))|new Worker\(/g) ?? []
      const given = text.match(/\benv: /g) ?? []
      expect(given.length > 0 || starts.length === 0, path).toBe(true)
      expect(text, path).not.toContain('...process.env')
    }
  })
})

describe('turns', () => {
  it('go round whoever waits, each line in its order', () => {
    const turns = new Turns<string>()
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) turns.add(item[0]!, item)
    expect(turns.remove('c', 'c1')).toBe(true)
    expect(turns.remove('c', 'c1')).toBe(false)
    const order = Array.from({ length: 6 }, () => turns.next())
    expect(order).toEqual(['a1', 'b1', 'c2', 'a2', 'a3', undefined])
  })
})
