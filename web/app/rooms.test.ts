import { describe, expect, it } from 'vitest'
import { roomKeys, SETUP_ROOMS, WORK_ROOMS } from './rooms.ts'

const rooms = [...WORK_ROOMS, ...SETUP_ROOMS]

describe('the rooms of the app', () => {
  it('are each reached by the keys that they show, and no two by the same', () => {
    const reached: string[] = []
    const keys = roomKeys(to => reached.push(to))
    for (const room of rooms) keys[room.keys]?.()
    expect(reached).toEqual(rooms.map(room => room.to))
  })
})
