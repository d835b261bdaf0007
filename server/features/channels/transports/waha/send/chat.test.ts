import { describe, expect, it } from 'vitest'
import { createMemoryCache } from '../../../../../platform/cache/index.ts'
import { newId } from '../../../../../platform/ids/index.ts'
import { oneKeyBox } from '../../../../../platform/secrets/index.ts'
import type { SendingChannel } from '../../../contract/transport.ts'
import type { Api } from '../api.ts'
import { resolveChat } from './chat.ts'

const PHONE = '5511987654321'
const CHAT = '551187654321@c.us'

let asked = 0
const channel: SendingChannel = { id: newId(), tenantId: newId(), externalId: null, externalAccountId: null }
const api = {
  session: 'one',
  call: async () => {
    asked++
    return { kind: 'answer', status: 200, json: { numberExists: true, chatId: CHAT } }
  },
} as unknown as Api

describe('the chat of a number', () => {
  it('is asked for once, and whoever reads the cache learns no number', async () => {
    const cache = createMemoryCache()
    const kept: string[] = []
    const context = {
      cache: {
        ...cache,
        set: (...given: Parameters<typeof cache.set>) => {
          kept.push(JSON.stringify(given))
          return cache.set(...given)
        },
      },
      secrets: oneKeyBox(Buffer.alloc(32, 7)),
    }
    const to = { kind: 'phone' as const, value: `+${PHONE}` }
    const resolve = (secrets = context.secrets) =>
      resolveChat({ ...context, secrets }, api, channel, to, new AbortController().signal)
    expect(await resolve()).toEqual({ kind: 'chat', chatId: CHAT })
    expect(await resolve()).toEqual({ kind: 'chat', chatId: CHAT })
    expect(asked).toBe(1)
    expect(kept).toHaveLength(1)
    for (const digits of [PHONE, CHAT.split('@')[0]!]) expect(kept.join()).not.toContain(digits)
    expect(await resolve(oneKeyBox(Buffer.alloc(32, 8)))).toEqual({ kind: 'chat', chatId: CHAT })
    expect(asked).toBe(2)
    await cache.close()
  })
})
