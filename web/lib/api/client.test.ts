import { expect, it } from 'vitest'
import { data } from './client.ts'

const answered = (status: number, body?: { data: unknown }, error?: unknown) =>
  Promise.resolve({ data: body, error, response: new Response(null, { status }) })

it('an answer without a body is a success, not a refusal', async () => {
  await expect(data(answered(204))).resolves.toBeUndefined()
})

it('the data of a success is given, also when it says no', async () => {
  await expect(data(answered(200, { data: { id: 'chn_1' } }))).resolves.toEqual({ id: 'chn_1' })
  await expect(data(answered(200, { data: false }))).resolves.toBe(false)
})

it('a refusal is thrown with its code and status', async () => {
  const refusal = { error: { code: 'CHANNEL_IN_USE', message: 'In use.' } }
  await expect(data(answered(409, undefined, refusal))).rejects.toMatchObject({ code: 'CHANNEL_IN_USE', status: 409 })
})

it('a success whose data got lost is no success', async () => {
  await expect(data(answered(200))).rejects.toMatchObject({ code: 'INTERNAL' })
})
