import ipaddr from 'ipaddr.js'
import type { Context } from '../../../platform/context.ts'
import { sha256 } from '../../../platform/crypto/index.ts'
import { AppError, COMMON_ERRORS } from '../../../platform/errors/index.ts'
import type { Permission, Principal } from '../../../platform/http/index.ts'
import type { Uuid } from '../../../platform/ids/index.ts'
import { sparing } from '../../../platform/telemetry/index.ts'
import { featureMissing, listPlans, upgradeAmong } from '../../tenancy/index.ts'
import { PERMISSIONS } from '../members/permissions.ts'
import { suspended } from '../suspended.ts'
import { markUsed, type ProvenKeyRow, selectByHash } from './api-key.sql.ts'
import { API_KEY_ERRORS } from './errors.ts'
import { isKey } from './key-text.ts'

/**
 * How long a proof is used without asking the database. A key must be refused within a second of its end, also by a process
 * that no message reaches: for that, one look-up a second for each busy key is a small price.
 */
const FRESH_MS = 800
const MAX_KEPT = 10_000

export interface KeyProofs {
  /**
   * The program behind a key. Throws UNAUTHENTICATED, TENANT_SUSPENDED, API_KEY_ADDRESS or PLAN_FEATURE_MISSING.
   *
   * @param address where the request comes from
   */
  prove(key: string, address: string, how?: { anew?: boolean }): Promise<Principal>
  /** Forgets what is known of a key, or of all keys of a tenant. */
  forget(ended: { keyId?: Uuid; tenantId?: Uuid }): void
}

interface Proof {
  until: number
  row: Promise<ProvenKeyRow>
  /** Undefined while it is looked up. */
  known?: ProvenKeyRow
}

export function createKeyProofs(context: Context): KeyProofs {
  const proofs = new Map<string, Proof>()
  const trouble = sparing(context.log, 'the last use of a key was not written')
  const now = () => context.clock.now().getTime()

  const look = async (hash: Buffer, proof: Proof): Promise<ProvenKeyRow> => {
    const row = await context.db.system('a key arrives before its tenant is known', tx => tx.maybe(selectByHash(hash)))
    if (!row) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
    proof.known = row
    if (row.leftMs !== null) proof.until = Math.min(proof.until, now() + row.leftMs)
    if (row.unwritten) context.db.tenant(row.tenantId, tx => tx.run(markUsed(row.id))).catch(trouble)
    return row
  }
  const find = (key: string, anew: boolean): Promise<ProvenKeyRow> => {
    const hash = sha256(key)
    const place = hash.toString('base64')
    const kept = proofs.get(place)
    if (kept && !anew && kept.until > now()) return kept.row
    const proof = { until: now() + FRESH_MS } as Proof
    proof.row = look(hash, proof)
    keep(proofs, place, proof)
    return proof.row
  }
  return {
    prove: async (key, address, { anew = false } = {}) => {
      if (!isKey(key)) throw new AppError(COMMON_ERRORS.UNAUTHENTICATED)
      const row = await find(key, anew)
      if (!isAllowed(row.allowedAddresses, address)) throw new AppError(API_KEY_ERRORS.API_KEY_ADDRESS)
      if (row.tenantStatus === 'suspended') throw suspended({ reason: row.suspendedReason, since: row.suspendedAt })
      if (row.mode === 'live' && !row.apiAccess) throw await featureMissingIn(context, row.plan)
      return principalOf(row)
    },
    forget: ({ keyId, tenantId }) => {
      for (const [place, { known }] of proofs) {
        // Without a row it is being looked up right now, and may have read the older state.
        if (!known || known.id === keyId || known.tenantId === tenantId) proofs.delete(place)
      }
    },
  }
}

/** A key that was made under a larger plan. */
async function featureMissingIn({ db }: Context, plan: string): Promise<AppError> {
  const plans = await db.system('plans are nobody’s', listPlans)
  const upgradeTo = upgradeAmong(plans, plan, ({ features }) => features.includes('api_access'))
  return featureMissing(plan, 'api_access', upgradeTo)
}

/** Keeps a proof until it fails. When there are too many, the oldest is removed. */
function keep(proofs: Map<string, Proof>, place: string, proof: Proof): void {
  proofs.delete(place)
  const oldest = proofs.size >= MAX_KEPT ? proofs.keys().next().value : undefined
  if (oldest !== undefined) proofs.delete(oldest)
  proofs.set(place, proof)
  proof.row.catch(() => {
    if (proofs.get(place) === proof) proofs.delete(place)
  })
}

/** Pure: whether an address is in one of the networks; in every one when none is named. */
export function isAllowed(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true
  if (!ipaddr.isValid(address)) return false
  const asked = ipaddr.process(address)
  return networks.some(network => {
    const [base, bits] = ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : [ipaddr.process(network), null]
    if (base.kind() !== asked.kind()) return false
    return asked.match(base, bits ?? (base.kind() === 'ipv4' ? 32 : 128))
  })
}

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS)

function principalOf({ tenantId, id, name, mode, permissions }: ProvenKeyRow): Principal {
  return {
    kind: 'api',
    tenantId,
    id,
    name,
    role: 'api_key',
    permissions: new Set(permissions.filter((one): one is Permission => KNOWN.has(one))),
    systemAdmin: false,
    authenticatedAt: null,
    simulatorOnly: mode === 'test',
  }
}
