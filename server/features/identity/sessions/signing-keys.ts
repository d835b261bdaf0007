import { symmetricDecrypt } from 'better-auth/crypto'
import type { Jwk, JwtOptions } from 'better-auth/plugins/jwt'
import { type Db, sql } from '../../../platform/db/index.ts'
import type { LibraryStore } from './store.ts'

type Adapter = Required<NonNullable<JwtOptions['adapter']>>
type LibraryContext = Parameters<Adapter['getJwks']>[0]

/** How long keys are used without asking the database, and how often an unknown key may make us ask again. */
const FRESH_MS = 60_000
const ASK_AGAIN_MS = 1000

/**
 * The keys that sign access tokens, kept in memory so that a token is verified without a query. A key counts only when
 * its private half can be opened: with another AUTH_SECRET all older tokens are invalid, and a new key is created.
 */
export interface SigningKeys {
  readonly adapter: Adapter
  /** Called with the key of each token. A key that we do not know yet may have been made by another process. */
  expect(keyId: string): void
}

export function createSigningKeys(db: Db, store: LibraryStore): SigningKeys {
  let kept: { keys: Promise<Jwk[]>; ids: ReadonlySet<string>; at: number } | undefined
  const load = (from: () => Promise<Jwk[]>) => {
    const entry = { keys: from(), ids: new Set<string>() as ReadonlySet<string>, at: Date.now() }
    kept = entry
    entry.keys.then(
      keys => {
        entry.ids = new Set(keys.map(key => key.id))
        if (keys.length === 0 && kept === entry) kept = undefined
      },
      () => {
        if (kept === entry) kept = undefined
      },
    )
    return entry.keys
  }
  return {
    expect: keyId => {
      if (kept && !kept.ids.has(keyId) && Date.now() - kept.at > ASK_AGAIN_MS) kept = undefined
    },
    adapter: {
      getJwks: async context =>
        await (kept && Date.now() - kept.at < FRESH_MS ? kept.keys : load(() => usableKeys(context))),
      createJwk: async (data, context) => {
        const key = await makeOnce(db, store, data, context)
        kept = undefined
        return key
      },
    },
  }
}

/** Creates one key, even when several processes find at once that there is none. */
async function makeOnce(db: Db, store: LibraryStore, data: Omit<Jwk, 'id'>, context: LibraryContext): Promise<Jwk> {
  return await db.system('signing keys belong to no tenant', async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(hashtext('make signing key'))`)
    return await store.join(tx, async () => {
      const live = (await usableKeys(context)).find(key => !key.expiresAt || key.expiresAt > new Date())
      if (live) return live
      return await context.context.adapter.create<Record<string, unknown>, Jwk>({ model: 'jwks', data })
    })
  })
}

async function usableKeys({ context }: LibraryContext): Promise<Jwk[]> {
  const all = await context.adapter.findMany<Jwk>({ model: 'jwks' })
  const opens = await Promise.all(all.map(key => canOpen(key, context.secretConfig)))
  return all.filter((_, at) => opens[at])
}

async function canOpen(key: Jwk, secret: LibraryContext['context']['secretConfig']): Promise<boolean> {
  return await symmetricDecrypt({ key: secret, data: JSON.parse(key.privateKey) }).then(
    () => true,
    () => false,
  )
}
