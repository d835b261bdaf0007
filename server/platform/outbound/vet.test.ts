import { describe, expect, it } from 'vitest'
import { createOutbound, mayBeInside, mayCarrySecrets, type Resolve } from './index.ts'

const NAMES: Record<string, string[]> = {
  'files.example': ['93.184.216.34'],
  'six.example': ['2606:2800:220:1:248:1893:25c8:1946'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  'both.example': ['93.184.216.34', '10.0.0.7'],
  'metadata.example': ['169.254.169.254'],
}
const resolve: Resolve = async name => {
  const found = NAMES[name]
  if (!found) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
  return found.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
}
const { vetUrl } = createOutbound(resolve)

// Cases 26: every form in which an inside address has been written to get past such a check.
const REFUSED = {
  'no web address': ['nonsense', '', '//files.example/x', '/etc/passwd'],
  'other schemes': [
    'file:///etc/passwd',
    'ftp://files.example/',
    'gopher://files.example/',
    'javascript:alert(1)',
    'data:,x',
  ],
  'this machine': ['http://127.0.0.1/', 'http://127.8.9.1:8080/', 'http://0.0.0.0/', 'http://[::1]/', 'http://[::]/'],
  'its names': [
    'http://localhost/',
    'http://LOCALHOST.:8080/',
    'http://a.localhost/',
    'http://redis:8080/',
    'http://db.internal/',
  ],
  'link-local': ['http://169.254.0.1/', 'http://[fe80::1]/'],
  'RFC 1918': ['http://10.0.0.1/', 'http://172.16.0.1/', 'http://172.31.255.255/', 'http://192.168.1.1/'],
  'carriers and reserved': [
    'http://100.64.0.1/',
    'http://100.127.255.254/',
    'http://192.0.0.1/',
    'http://198.18.0.1/',
    'http://240.0.0.1/',
  ],
  'multicast and broadcast': ['http://224.0.0.1/', 'http://255.255.255.255/', 'http://[ff02::1]/'],
  'IPv4 inside IPv6': [
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
  ],
  'private IPv6': ['http://[fc00::1]/', 'http://[fd00:ec2::254]/', 'http://[fec0::1]/'],
  'decimal, octal and hex': [
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://%31%32%37.0.0.1/',
    'http://①②⑦.0.0.1/',
  ],
  metadata: [
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.google.internal/',
    'http://100.100.100.200/',
    'http://168.63.129.16/',
    'http://metadata.example/',
  ],
  'names that point inside': ['http://127.0.0.1.nip.example/', 'https://both.example/'],
  'ports of other services': [
    'http://files.example:6379/',
    'http://files.example:5432/',
    'http://files.example:22/',
    'http://files.example:25/',
    'http://files.example:11211/',
  ],
  'credentials in the address': [
    'http://user:pass@files.example/',
    'http://files.example@127.0.0.1/',
    'http://user@files.example/',
  ],
}

describe('an address that somebody else names', () => {
  for (const [what, urls] of Object.entries(REFUSED)) {
    it(`is refused: ${what}`, async () => {
      for (const url of urls) await expect(vetUrl(url), url).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    })
  }

  it('is accepted when all its addresses are public', async () => {
    for (const url of [
      'https://files.example/a?b=c',
      'http://files.example:8080/',
      'https://six.example/',
      'http://93.184.216.34/',
    ]) {
      expect((await vetUrl(url)).href).toBe(url)
    }
  })

  it('is refused when its name has no address, unless whoever fetches it looks again', async () => {
    await expect(vetUrl('https://nowhere.example/')).rejects.toMatchObject({ code: 'URL_UNRESOLVED', retryable: true })
    expect(await vetUrl('https://nowhere.example/', { unresolved: 'allow' })).toMatchObject({
      hostname: 'nowhere.example',
    })
    await expect(vetUrl('https://both.example/', { unresolved: 'allow' })).rejects.toMatchObject({
      code: 'URL_NOT_ALLOWED',
    })
  })

  it('may be private only at an origin that the operator configured, port and scheme included', async () => {
    const policy = { trustedOrigins: ['http://127.0.0.1:3000/base'] }
    expect((await vetUrl('http://127.0.0.1:3000/file', policy)).pathname).toBe('/file')
    for (const url of [
      'http://127.0.0.1:3001/',
      'https://127.0.0.1:3000/',
      'http://127.0.0.2:3000/',
      'http://localhost:3000/',
    ]) {
      await expect(vetUrl(url, policy), url).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    }
  })
})

describe('a server inside that a business names', () => {
  const production = { production: true, privateHosts: ['waha.internal:3000', '10.0.0.5'] }

  it('is used in production only when the operator allows it by name', () => {
    for (const url of ['http://waha.internal:3000', 'http://10.0.0.5', 'https://10.0.0.5:8443/x', 'http://0xa.0.0.5']) {
      expect(mayBeInside(url, production), url).toBe(true)
    }
    for (const url of [
      ...['http://127.0.0.1:3000', 'http://localhost:9200', 'http://[::1]', 'http://10.0.0.6', 'http://waha.internal'],
      ...['http://waha.internal:3001', 'http://10.0.0.5.nip.io', 'http://10.0.0.5@127.0.0.1', 'no address'],
    ]) {
      expect(mayBeInside(url, production), url).toBe(false)
    }
  })

  it('is on the same machine for a developer', () => {
    const development = { production: false, privateHosts: [] }
    expect(mayBeInside('http://127.0.0.1:4010', development)).toBe(true)
    expect(mayBeInside('http://10.0.0.5', development)).toBe(false)
    expect(mayBeInside('http://127.0.0.1.nip.io', development)).toBe(false)
  })
})

describe('a key', () => {
  it('travels in the clear in production only to a server inside that the operator allows by name', () => {
    const hosts = { production: true, privateHosts: ['waha.internal:3000', '10.0.0.5', '93.184.216.34'] }
    for (const url of [
      'http://waha.internal:3000',
      'http://10.0.0.5:80',
      'https://waha.example',
      'https://93.184.216.34',
    ])
      expect([url, mayCarrySecrets(url, hosts)]).toEqual([url, true])
    for (const url of ['http://waha.example', 'http://waha.internal', 'http://10.0.0.6', 'http://93.184.216.34', 'no'])
      expect([url, mayCarrySecrets(url, hosts)]).toEqual([url, false])
    expect(mayCarrySecrets('http://127.0.0.1:3000', { production: false, privateHosts: [] })).toBe(true)
  })
})
