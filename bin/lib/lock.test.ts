import { describe, expect, it } from 'vitest'
import { checkLock, readLock } from './lock.ts'

describe('the lock file', () => {
  it('has a hash for everything that is installed, on every platform', () => {
    expect(checkLock(readLock())).toEqual([])
  })

  it('is refused with a package that has none, or a weak one', () => {
    const packages = {
      '': { version: '1.0.0' },
      'tools/openapi': { version: '1.0.0' },
      'node_modules/openapi': { link: true },
      'node_modules/good': { version: '1.0.0', integrity: 'sha512-abc' },
      'node_modules/a/node_modules/@b/none': { version: '2.0.0' },
      'node_modules/weak': { version: '3.0.0', integrity: 'sha1-abc' },
    }
    expect(checkLock({ packages })).toEqual([
      'package-lock.json has no hash for @b/none@2.0.0: npm view @b/none@2.0.0 dist.integrity',
      'package-lock.json has no hash for weak@3.0.0: npm view weak@3.0.0 dist.integrity',
    ])
  })
})
