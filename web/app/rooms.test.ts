import { describe, expect, it } from 'vitest'
import { roomKeys, roomsOf, SETUP_ROOMS, WORK_ROOMS } from './rooms.ts'

const rooms = [...WORK_ROOMS, ...SETUP_ROOMS]
const ofBusinesses = rooms.filter(({ operator }) => !operator)
const AGENT = ['conversations:read', 'contacts:read', 'orders:read', 'simulator:write', 'channels:read', 'tenant:read']
const shownTo = (permissions: string[]) => roomsOf(rooms, { permissions, role: 'agent' }).map(room => room.to)

describe('the rooms of the app', () => {
  it('are each reached by the keys that they show, and no two by the same', () => {
    const reached: string[] = []
    const keys = roomKeys(rooms, to => reached.push(to))
    for (const room of rooms) keys[room.keys]?.()
    expect(reached).toEqual(rooms.map(room => room.to))
  })

  it('show what failed and how it stands to those who run the business, and to no agent', () => {
    expect(shownTo(AGENT)).toEqual(['/inbox', '/orders', '/contacts', '/phone', '/channels', '/settings'])
    expect(shownTo([...AGENT, 'users:read', 'operations:read', 'webhooks:read', 'audit:read'])).toEqual(
      ofBusinesses.map(room => room.to),
    )
  })

  it('are for an operator of the platform the businesses, and for nobody else', () => {
    const operators = roomsOf(rooms, { permissions: [], role: 'system_admin' })
    expect(operators.map(room => room.to)).toEqual(['/operator', '/settings'])
  })

  it('are for those who may nothing but look at the business its settings alone', () => {
    expect(shownTo(['tenant:read'])).toEqual(['/settings'])
    expect(roomsOf(rooms, undefined).map(room => room.to)).toEqual(['/settings'])
  })
})
