import { describe, expect, it } from 'vitest'
import { networkOf, trustsOf } from './peer.ts'

describe('who is counted as one', () => {
  it('is an IPv4 address, however it is written', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7')
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
    expect(networkOf('203.0.113.8')).not.toBe(networkOf('203.0.113.7'))
  })

  it('is the /64 of an IPv6 address: all of it belongs to one', () => {
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(networkOf('2001:0db8:0001:0002::1'))
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  })

  it('is itself when it is no address', () => expect(networkOf('a pipe')).toBe('a pipe'))
})

describe('a proxy', () => {
  it('is trusted by its address, its network, or the name of a range, and nobody else is', () => {
    const trusts = trustsOf('loopback, 192.0.2.1, 10.1.0.0/16, 2001:db8::/32')
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '192.0.2.1', '10.1.9.9', '2001:db8::9'])
      expect([address, trusts(address)]).toEqual([address, true])
    for (const address of ['192.0.2.2', '10.2.0.1', '2001:db9::9', 'unknown', ''])
      expect([address, trusts(address)]).toEqual([address, false])
    expect(trustsOf(undefined)('127.0.0.1')).toBe(false)
  })

  it('that is no address keeps the program from starting', () =>
    expect(() => trustsOf('everybody')).toThrow('TRUST_PROXY'))
})
