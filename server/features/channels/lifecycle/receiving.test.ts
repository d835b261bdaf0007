import { expect, it } from 'vitest'
import type { Webhook } from '../contract/transport.ts'
import { receivingOf } from './receiving.ts'

const webhook: Webhook = { path: '/webhooks/x', enteredBy: 'person' }
const nothing = { webhookAt: null, lastInboundAt: null }

it.each([
  'http://127.0.0.1:4000',
  'http://localhost:4000',
  'https://tawsil.localhost',
  'https://192.168.1.20',
  'http://10.0.0.4',
  'https://172.16.4.4:8443',
  'https://[::1]:4000',
  'https://[fd00::1]',
  'https://169.254.10.1',
  'https://100.64.1.1',
  'https://0.0.0.0',
  'https://raspberry',
  'https://server.local',
  'https://tawsil.internal',
  'https://tawsil.lan',
  'https://box.home.arpa',
  'https://shop.test',
])('an address of this machine or network is said to be unreachable for the provider: %s', publicUrl => {
  expect(receivingOf(publicUrl, webhook, nothing)).toBe('unreachable')
})

it('a public address waits for the first call', () => {
  expect(receivingOf('https://tawsil.example', webhook, nothing)).toBe('waiting')
  expect(receivingOf('http://93.184.216.34:4000', webhook, nothing)).toBe('waiting')
})

it('a provider that calls https alone cannot reach a public address without it', () => {
  expect(receivingOf('http://tawsil.example', { ...webhook, httpsOnly: true }, nothing)).toBe('unreachable')
  expect(receivingOf('https://tawsil.example', { ...webhook, httpsOnly: true }, nothing)).toBe('waiting')
})

it('what has come proves itself', () => {
  const at = new Date()
  expect(receivingOf('http://127.0.0.1:4000', webhook, { webhookAt: at, lastInboundAt: null })).toBe('proven')
  expect(receivingOf('http://127.0.0.1:4000', webhook, { webhookAt: null, lastInboundAt: at })).toBe('proven')
})

it('where the program enters the address itself, or nobody calls, there is nothing to say', () => {
  expect(receivingOf('http://127.0.0.1', { path: '/webhooks/waha', enteredBy: 'program' }, nothing)).toBeNull()
  expect(receivingOf('http://127.0.0.1', undefined, nothing)).toBeNull()
})
