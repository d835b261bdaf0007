import { expect, test } from 'vitest'
import { type CpuProfile, selfTimes, timesByModule } from './profile.ts'

const frame = (functionName: string, url: string, lineNumber = 0) => ({ functionName, url, lineNumber })

const PROFILE: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('query', 'file:///app/node_modules/pg/lib/client.js', 9) },
    { id: 2, callFrame: frame('', 'file:///app/server/features/bots/bot.ts', 4) },
    { id: 3, callFrame: frame('query', 'file:///app/node_modules/pg/lib/client.js', 9) },
    { id: 4, callFrame: frame('writev', '') },
    { id: 5, callFrame: frame('emit', 'node:events', 1) },
  ],
  samples: [1, 2, 3, 4, 5],
  timeDeltas: [1_000, 2_000, 4_000, 500, 250],
}

test('time of a function is the sum over every way that led to it, most first', () => {
  expect(selfTimes(PROFILE, '/app')).toEqual([
    { name: 'query node_modules/pg/lib/client.js:10', ms: 5 },
    { name: '(anonymous) server/features/bots/bot.ts:5', ms: 2 },
    { name: 'writev', ms: 0.5 },
    { name: 'emit node:events:2', ms: 0.25 },
  ])
})

test('time by module names packages, folders of the program and modules of Node', () => {
  expect(timesByModule(selfTimes(PROFILE, '/app')).map(({ name }) => name)).toEqual([
    'pg',
    'server/features/bots',
    'writev',
    'node:events',
  ])
})
