import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './sources.ts'

interface LockedPackage {
  /** Only of one that is installed under another name. */
  name?: string
  version?: string
  integrity?: string
  link?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** What is read of package-lock.json. */
export interface Lock {
  packages: Record<string, LockedPackage>
}

export const readLock = (): Lock => JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock

/**
 * Lists what is wrong with the lock file, one line for each package: it has no hash, or it is missing although another package
 * needs it. Without a hash npm installs whatever the registry sends. npm itself can leave packages out: those of other
 * platforms, when it makes the file without asking the registry.
 */
export const checkLock = ({ packages }: Lock): string[] => [...withoutHash(packages), ...missing(packages)]

const withoutHash = (packages: Lock['packages']): string[] =>
  Object.entries(packages)
    .filter(
      ([path, { link, integrity }]) =>
        path.includes('node_modules/') && !link && !/^sha512-[\w+/]+=*$/.test(integrity ?? ''),
    )
    .map(([path, { version }]) => {
      const name = path.split('node_modules/').at(-1)
      return `package-lock.json has no hash for ${name}@${version}: npm view ${name}@${version} dist.integrity`
    })

const missing = (packages: Lock['packages']): string[] =>
  Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([name]) => !folders(path).some(folder => `${folder}node_modules/${name}` in packages))
      .map(
        ([name, version]) =>
          `package-lock.json does not have ${name}@${version}, which ${path || 'package.json'} needs`,
      ),
  )

/**
 * The folders in which Node looks for a package that the one at this path needs. For `a/node_modules/b`: in `b` itself, then in
 * `a`, then in the root.
 */
const folders = (path: string): string[] => [
  ...(path ? [`${path}/`] : []),
  ...[...path.matchAll(/(?<=^|\/)node_modules\//g)].map(({ index }) => path.slice(0, index)),
  '',
]
