import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, type TestApp } from '../server/test/buildApp.ts'
import { connectNumber, receive, textDelivery } from '../server/test/contracts/meta.ts'
import { type TestTenant, twoTenants } from '../server/test/twoTenants.ts'
import { createMcp } from './server.ts'
import { type ApiDocument, toolsOf } from './tools.ts'

let app: TestApp
let a: TestTenant
let b: TestTenant
let url: string
/** A conversation of each business. */
const conversations = new Map<TestTenant, string>()

beforeAll(async () => {
  app = await buildApp()
  ;({ a, b } = await twoTenants(app))
  await app.database.query(`update tenant set plan = 'premium'`)
  url = await app.app.listen({ port: 0 })
  for (const [no, tenant] of [a, b].entries()) {
    const [number, account] = [`10005550${no}`, `waba-${no}`]
    await connectNumber(app, tenant, { number, account })
    await receive(app, textDelivery({ number, account, text: 'Where is my order?' }))
    const { data } = await app.call<Array<{ id: string }>>(tenant, 'GET', '/api/v1/conversations')
    conversations.set(tenant, data[0]!.id)
  }
})
afterAll(() => app.close())

async function keyOf(owner: TestTenant, permissions: string[]): Promise<string> {
  const body = { name: 'Tools', permissions }
  const { status, data, text } = await app.call<{ key: string }>(owner, 'POST', '/api/v1/api-keys', body)
  expect(status, text).toBe(201)
  return data.key
}

async function connected(key: string): Promise<Client> {
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const server = await createMcp({ url, key })
  await server.connect(theirs)
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(ours)
  return client
}

async function use(client: Client, name: string, given: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: given })
  const [first] = content as Array<{ text: string }>
  return { isError: isError === true, answer: JSON.parse(first!.text) }
}

describe('the tools', () => {
  it('are those that the permissions of the key open, and nothing that deletes or touches credentials', async () => {
    const names = async (...permissions: string[]) =>
      (await (await connected(await keyOf(a, permissions))).listTools()).tools.map(({ name }) => name)
    expect(await names('orders:read')).toEqual(['getOrders', 'getOrderById', 'getOrderHistory'])
    const many = await names('conversations:read', 'conversations:write', 'webhooks:read', 'webhooks:write')
    expect(many).toContain('postConversationMessages')
    expect(many.filter(name => /^delete|Secret|Bulk/i.test(name))).toEqual([])
  })

  it('have schemas that stand by themselves', async () => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as ApiDocument
    const all = Object.values(document.paths).flatMap(path => Object.values(path))
    const tools = toolsOf(document, new Set(all.flatMap(({ 'x-permission': permission }) => permission ?? [])))
    expect(tools.length).toBeGreaterThan(30)
    for (const { name, inputSchema, description } of tools) {
      const ajv = new Ajv2020({ strict: false, validateFormats: false })
      expect(() => ajv.compile(inputSchema), name).not.toThrow()
      expect(description, name).not.toBe('')
    }
  })

  it('read and answer the conversations of their business, and find nothing of another', async () => {
    const client = await connected(await keyOf(a, ['conversations:read', 'conversations:write']))
    const { answer: list } = await use(client, 'getConversations', { limit: 10 })
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual([conversations.get(a)])
    expect(list.pagination).toMatchObject({ limit: 10, nextCursor: null })
    const body = { type: 'text', text: { body: 'It is on its way.' } }
    const sent = await use(client, 'postConversationMessages', { id: conversations.get(a), body })
    expect(sent).toMatchObject({ isError: false, answer: { data: { status: 'queued' } } })
    const foreign = await use(client, 'getConversationById', { id: conversations.get(b) })
    expect(foreign).toMatchObject({ isError: true, answer: { code: 'NOT_FOUND' } })
    expect(await use(client, 'postConversationMessages', { id: conversations.get(b), body })).toMatchObject({
      isError: true,
      answer: { code: 'NOT_FOUND' },
    })
  })

  it('say what is wrong with what they are given, and what they do not have', async () => {
    const client = await connected(await keyOf(a, ['conversations:read', 'conversations:write']))
    const id = conversations.get(a)
    expect(await use(client, 'postConversationMessages', { id, body: { type: 'nonsense' } })).toMatchObject({
      isError: true,
      answer: { code: 'VALIDATION' },
    })
    await expect(client.callTool({ name: 'deleteChannelById', arguments: { id } })).rejects.toThrow('There is no tool')
  })
})

describe('the program', () => {
  const start = (env: Record<string, string>) =>
    new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, 'main.ts')],
      env,
      stderr: 'pipe',
    })

  it('speaks on standard input and output', async () => {
    const client = new Client({ name: 'test', version: '1' })
    await client.connect(start({ TAWSIL_URL: url, TAWSIL_KEY: await keyOf(a, ['contacts:read']) }))
    expect((await use(client, 'getContacts')).answer.data).toHaveLength(1)
    await client.close()
  })

  it('says which key or installation it could not use', async () => {
    const transport = start({ TAWSIL_URL: url, TAWSIL_KEY: 'tws_live_nothing' })
    let said = ''
    transport.stderr?.on('data', chunk => {
      said += chunk
    })
    await expect(new Client({ name: 'test', version: '1' }).connect(transport)).rejects.toThrow()
    expect(said).toContain('UNAUTHENTICATED')
  })
})
