import type { Context } from '../../../../platform/context.ts'
import { sameBytes } from '../../../../platform/crypto/index.ts'
import type { Tx } from '../../../../platform/db/index.ts'
import { AppError } from '../../../../platform/errors/index.ts'
import { emit, newEvent } from '../../../../platform/events/index.ts'
import type { Uuid } from '../../../../platform/ids/index.ts'
import { classifyFailure } from '../../../../platform/pending/failure.ts'
import { type Claim, complete, extend, postpone, release } from '../../../../platform/pending/index.ts'
import { STORAGE_ERRORS, type StagedFile } from '../../../../platform/storage/index.ts'
import { openChannel } from '../../../channels/index.ts'
import { countReceivedFile, mustHaveRoomForFiles, tellFilesAreFull } from '../../../tenancy/index.ts'
import { MESSAGING_EVENTS } from '../../events.ts'
import { realType, UNKNOWN_TYPE } from '../file-type.ts'
import { keysOf } from '../files/keys.ts'
import { pictureOf } from '../looking/picture.ts'
import { countLook, type MediaOutcome, type MediaRow, selectMedia, selectPlace, settleMedia } from '../media.sql.ts'
import { decideFetch, Mismatch, NoRoom, Refused } from './fetch-problem.ts'
import { mediaMetrics } from './metrics.ts'
import { FETCH_MS, MOST_BYTES, openSource } from './source.ts'

export const MEDIA_TABLE = 'media_pending' as const
/** For how long a dead worker still holds its files; a living worker renews the lease. */
export const MEDIA_LEASE_SECONDS = 60
/** How soon a full disk is tried again; this counts as a failed attempt of no file. */
const STORAGE_PAUSE_SECONDS = 15
/** How often the look at one file may be begun, whatever the result. */
const MOST_LOOKS = 3

/** Makes one attempt to fetch a file, and writes the result. */
export async function fetchOne(context: Context, claim: Claim, stop: AbortSignal): Promise<void> {
  const begun = await begin(context, claim)
  if (!begun) return
  try {
    await bring(context, claim, begun, stop)
  } catch (error) {
    await fail(context, claim, error, stop)
  }
}

type Begun = { row: MediaRow; channelId: Uuid }

/** Undefined when another worker has fetched it, or its message is not wanted any more. */
async function begin({ db }: Context, claim: Claim): Promise<Begun | undefined> {
  return await db.tenant(claim.tenantId, async tx => {
    const row = await tx.maybe(selectMedia(claim.id))
    if (row?.state === 'waiting' && row.source && row.channelId) return { row, channelId: row.channelId }
    await complete(tx, MEDIA_TABLE, [claim])
    return undefined
  })
}

async function bring(context: Context, claim: Claim, { row, channelId }: Begun, stop: AbortSignal): Promise<void> {
  const { db, files } = context
  const opened = await db.tenant(claim.tenantId, async tx => {
    await mustHaveRoomForFiles(tx)
    return await openChannel(context, tx, channelId)
  })
  const signal = AbortSignal.any([stop, AbortSignal.timeout(FETCH_MS)])
  const source = row.source!
  const inbound = await openSource(context, opened, source, signal)
  const cut = () => inbound.body.destroy(signal.reason as Error)
  signal.addEventListener('abort', cut, { once: true })
  const staged = await files
    .stage(inbound.body, { maxBytes: MOST_BYTES[row.kind] })
    .finally(() => signal.removeEventListener('abort', cut))
  try {
    mustMatch(staged, source.sha256)
    const settled = await keep(context, claim, staged, row.declaredMime ?? inbound.mimeType)
    await settleKept(context, claim, settled)
    mediaMetrics(context.metrics).ended.inc({ end: 'ready' })
    mediaMetrics(context.metrics).bytes.inc(settled.bytes)
  } finally {
    await staged.discard()
  }
}

/** Counts the file against the plan as it is settled. A file that does not fit is removed again. */
async function settleKept({ db, files }: Context, claim: Claim, settled: MediaOutcome & { state: 'ready' }) {
  try {
    await db.tenant(claim.tenantId, async tx => {
      await countReceivedFile(tx, settled.bytes)
      await settle(tx, claim, settled)
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'PLAN_BOUND_REACHED') {
      if (settled.thumbnailKey) await files.remove(settled.thumbnailKey)
      await files.remove(settled.storageKey)
    }
    throw error
  }
}

/** Meta writes the checksum in base64 in its webhooks and in hex elsewhere. A form that we do not know is ignored. */
function mustMatch({ sha256 }: StagedFile, declared: string | undefined): void {
  if (declared === undefined) return
  const expected = Buffer.from(declared, /^[0-9a-f]{64}$/i.test(declared) ? 'hex' : 'base64')
  if (expected.length === sha256.length && !sameBytes(expected, sha256)) throw new Refused(Mismatch)
}

/** Looks at the bytes and stores them. A worker whose lease ran out stores nothing. */
async function keep(
  context: Context,
  claim: Claim,
  staged: StagedFile,
  declared: string | undefined,
): Promise<Extract<MediaOutcome, { state: 'ready' }>> {
  const { tenantId, id } = claim
  const { mimeType, picture } = await look(context, claim, staged, declared)
  await context.db.tenant(tenantId, tx => mustBeOurs(tx, claim))
  const keys = keysOf(tenantId, id)
  const { bytes, sha256 } = staged
  if (picture?.thumbnail) await context.files.put(keys.thumbnail, picture.thumbnail)
  await staged.publish(keys.original)
  const { width = null, height = null } = picture ?? {}
  const thumbnailKey = picture?.thumbnail ? keys.thumbnail : null
  return { state: 'ready', mimeType, bytes, sha256, storageKey: keys.original, thumbnailKey, width, height }
}

/**
 * Finds out what the file is. Each look is counted before it begins. When looks end several times with the process, so
 * that nobody learns why, the file is kept as it came and is not looked at again.
 */
async function look(context: Context, { tenantId, id }: Claim, { path }: StagedFile, declared: string | undefined) {
  const { looks } = await context.db.tenant(tenantId, tx => tx.one(countLook(id)))
  if (looks > MOST_LOOKS) return { mimeType: UNKNOWN_TYPE, picture: undefined }
  const mimeType = await realType(path, declared, tenantId)
  return { mimeType, picture: await pictureOf(path, mimeType, tenantId) }
}

async function mustBeOurs(tx: Tx, claim: Claim): Promise<void> {
  const [held] = await extend(tx, MEDIA_TABLE, [claim], MEDIA_LEASE_SECONDS)
  if (!held) throw Object.assign(new Error('the lease was lost'), { code: 'LEASE_LOST' })
}

/**
 * Writes the outcome of a file, tells the screens, and ends the work. Throws LEASE_LOST when another worker holds it.
 */
async function settle(tx: Tx, claim: Claim, settled: MediaOutcome): Promise<void> {
  const row = await tx.maybe(settleMedia(claim.id, settled))
  await complete(tx, MEDIA_TABLE, [claim])
  const place = row?.messageId ? await tx.maybe(selectPlace(row.messageId)) : undefined
  if (row?.messageId && place) await emit(tx, [updatedEvent(row, row.messageId, place)])
}

/** Addresses are left out: they would have expired before somebody reads the log. */
const updatedEvent = (row: MediaRow, messageId: Uuid, place: { conversationId: Uuid; seq: number }) => {
  const { id: mediaId, kind, state, mimeType, bytes, filename, width, height, problem } = row
  const media = { mediaId, kind, state, mimeType, bytes, filename, width, height, problem }
  const data = { messageId, seq: place.seq, media }
  return newEvent(MESSAGING_EVENTS['message.updated'], place.conversationId, { kind: 'system' }, data)
}

/** A failure loses nothing: the file is tried again later, or its message says why it is not there. */
async function fail(context: Context, claim: Claim, error: unknown, stop: AbortSignal): Promise<void> {
  const { db, log } = context
  const about = { tenantId: claim.tenantId, mediaId: claim.id }
  const verdict = classifyFailure(error)
  if (verdict === 'lost') return log.warn(about, 'a file was fetched too late: another worker has it')
  // Nothing is wrong with the file: the process is ending, or the database or the storage is away.
  const full = error instanceof AppError && error.code === STORAGE_ERRORS.STORAGE_UNAVAILABLE.code
  if (stop.aborted || full || verdict !== 'rows') {
    const delay = stop.aborted ? 0 : full ? STORAGE_PAUSE_SECONDS : 1
    if (full) log.error({ ...about, err: error }, 'a file could not be stored')
    return await db.tenant(claim.tenantId, tx => release(tx, MEDIA_TABLE, [claim], delay))
  }
  const next = decideFetch(error, claim.attempts)
  mediaMetrics(context.metrics).ended.inc({ end: next.kind === 'again' ? 'again' : next.state })
  log.warn({ ...about, err: error, attempt: claim.attempts + 1, next: next.kind }, 'a file could not be fetched')
  await db.tenant(claim.tenantId, async tx => {
    if (next.kind === 'again') await postpone(tx, MEDIA_TABLE, [{ claim, delaySeconds: next.delaySeconds }])
    else {
      await settle(tx, claim, { state: next.state, problem: next.problem })
      if (next.problem === NoRoom) await tellFilesAreFull(tx)
    }
  })
}
