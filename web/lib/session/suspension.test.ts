import { afterEach, describe, expect, it } from 'vitest'
import { noticeSuspension, suspension } from './suspension.ts'

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const refused = (reason?: string) => answer(403, { error: { code: 'TENANT_SUSPENDED', details: { reason } } })

afterEach(() => suspension.clear())

describe('a business that is suspended', () => {
  it('is noticed by its code alone, with the reason', async () => {
    expect(await noticeSuspension(answer(403, { error: { code: 'FORBIDDEN' } }))).toBe(false)
    expect(await noticeSuspension(answer(200, { error: { code: 'TENANT_SUSPENDED' } }))).toBe(false)
    expect(suspension.get()).toBe(null)
    expect(await noticeSuspension(refused('The invoice is open.'))).toBe(true)
    expect(suspension.get()).toEqual({ reason: 'The invoice is open.' })
  })

  it('keeps the reason when a later refusal has none, and tells of its end', async () => {
    let told = 0
    const stop = suspension.subscribe(() => told++)
    await noticeSuspension(refused('The invoice is open.'))
    await noticeSuspension(refused())
    expect([suspension.get()?.reason, told]).toEqual(['The invoice is open.', 1])
    suspension.clear()
    suspension.clear()
    expect([suspension.get(), told]).toEqual([null, 2])
    stop()
  })
})
