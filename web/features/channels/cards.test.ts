import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROVIDERS } from './cards.ts'
import { shownStatus } from './shown-status.ts'

const WEB = join(import.meta.dirname, '..', '..')

/** Sources of the web app, without its tests. */
const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
  path => /^(app|features|lib|ui)\/.*\.tsx?$/.test(path) && !/\.test\.ts$|\.gen\.d\.ts$|\/cards\.ts$/.test(path),
)

it('no screen asks for a provider by name: cards name them, and channels tell what can be done with them', () => {
  const name = new RegExp(`['"](${PROVIDERS.join('|')})['"]`)
  expect(sources.filter(path => name.test(readFileSync(join(WEB, path), 'utf8')))).toEqual([])
})

describe('a channel is shown as connected', () => {
  it('not while its provider cannot call it, or has not called yet', () => {
    expect(shownStatus({ status: 'connected', receiving: 'unreachable' })).toEqual({
      tone: 'warn',
      text: 'channels.receiving.unreachable',
    })
    expect(shownStatus({ status: 'connected', receiving: 'waiting' })).toMatchObject({ tone: 'warn' })
  })

  it('once something has arrived, or where nothing is to be entered', () => {
    const connected = { tone: 'brand', text: 'channels.status.connected' }
    expect(shownStatus({ status: 'connected', receiving: 'proven' })).toEqual(connected)
    expect(shownStatus({ status: 'connected', receiving: null })).toEqual(connected)
  })

  it('never when it is in trouble', () => {
    expect(shownStatus({ status: 'error', receiving: 'waiting' })).toEqual({
      tone: 'red',
      text: 'channels.status.error',
    })
  })
})
