import { describe, expect, it } from 'vitest'
import { NO_TENANT, newId } from '../../../platform/ids/index.ts'
import { canBeAssignedTo, checkPatch, requireOrganization } from './rules.ts'

const [amina, badr] = [newId(), newId()]

describe('a conversation', () => {
  it.each([
    ['open', null, true],
    ['pending', badr, true],
    ['open', amina, false],
    ['resolved', null, false],
    ['archived', badr, false],
  ] as const)('that is %s and belongs to %s can be given to Amina: %s', (status, assigneeId, can) => {
    expect(canBeAssignedTo({ status, assigneeId }, amina)).toBe(can)
  })

  it('that is closed refuses a new owner, in the words of the contract', () => {
    const closed = { status: 'resolved', assigneeId: null } as const
    expect(() => checkPatch(closed, { assigneeId: amina })).toThrow('Cannot assign closed conversation')
    expect(() => checkPatch(closed, { status: 'resolved' })).toThrow('Conversation already closed')
    expect(() => checkPatch(closed, { status: 'open', assigneeId: amina })).not.toThrow()
  })

  it('is of an organization', () => {
    for (const none of [null, NO_TENANT]) expect(() => requireOrganization(none)).toThrow('Organization required')
    expect(() => requireOrganization(newId())).not.toThrow()
  })

  it('is given to its owner once more without harm', () => {
    expect(() => checkPatch({ status: 'resolved', assigneeId: amina }, { assigneeId: amina })).not.toThrow()
  })
})
