import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

interface Described {
  paths: Record<string, Record<string, { operationId?: string; responses: Record<string, { content?: unknown }> }>>
}

const document = JSON.parse(
  await readFile(join(import.meta.dirname, '..', 'docs', 'api', 'openapi.json'), 'utf8'),
) as Described

const successes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { responses }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    answers: Object.entries(responses).filter(([status]) => status.startsWith('2')),
  })),
)

it('every route of the API says how it answers when it succeeds', () => {
  const mute = successes.filter(({ name, answers }) => name.includes('/api/') && answers.length === 0)
  expect(mute.map(({ name }) => name)).toEqual([])
})

it('a route that answers with nothing is described as 204 without content', () => {
  const silent = successes.filter(({ answers }) => answers.some(([status]) => status === '204'))
  expect(silent.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['DELETE /api/v1/channels/{id}', 'DELETE /api/v1/dead-letters/{id}']),
  )
  for (const { answers } of silent) expect(answers).toEqual([['204', { description: expect.any(String) }]])
})

it('every route of the API has a name of its own for clients that are generated', () => {
  const named = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([, operations]) => Object.values(operations).map(({ operationId }) => operationId))
  expect(named).not.toContain(undefined)
  expect(new Set(named).size).toBe(named.length)
})

it('the Postman collection has every route of the API, with bodies that are JSON', async () => {
  interface Item {
    request: { method: string; url: { path: string[] }; body?: { mode: string; raw?: string } }
  }
  const text = await readFile(join(import.meta.dirname, '..', 'docs', 'api', 'postman.json'), 'utf8')
  const requests = (JSON.parse(text) as { item: Array<{ item: Item[] }> }).item.flatMap(({ item }) => item)
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/'))
  expect(requests).toHaveLength(paths.flatMap(([, operations]) => Object.keys(operations)).length)
  const bodies = requests.filter(({ request }) => request.body?.mode === 'raw')
  expect(bodies.length).toBeGreaterThan(40)
  for (const { request } of bodies) expect(() => JSON.parse(request.body!.raw!)).not.toThrow()
})
