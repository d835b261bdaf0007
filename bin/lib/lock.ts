import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './sources.ts'

/** What is read of package-lock.json. */
export interface Lock {
  packages: Record<string, { version?: string; integrity?: string; link?: boolean }>
}

export const readLock = (): Lock => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock

/**
 * Lists packages that the lock file names without a hash, one line each: npm would run whatever a registry answers for them. It
 * leaves the hash out for packages of other platforms when the registry was not asked.
 */
export const checkLock = ({ packages }: Lock): string[] =>
  Object.entries(packages)
    .filter(
      ([path, { link, integrity }]) => path.includes('node_modules/') && !link && !/^sha512-/.test(integrity ?? ''),
    )
    .map(([path, { version }]) => {
      const name = path.split('node_modules/').at(-1)
      return `package-lock.json has no hash for ${name}@${version}: npm view ${name}@${version} dist.integrity`
    })
