import { createHash } from 'node:crypto'
import type { SystemTx } from '../db/index.ts'
import { newId, type Uuid } from '../ids/index.ts'
import type { SecretBox } from '../secrets/index.ts'
import { insertPush, selectTargets } from './push.sql.ts'

/** The queue whose workers send to browsers. */
export const PUSH_QUEUE = 'push'

/** What a browser shows. */
export interface PushContent {
  title: string
  body: string
  /** The page that a click opens, as a path of the web app. */
  path: string
  /** A newer one of the same tag replaces it. */
  tag: string
  /** Of the words, so that they are set from the right side. */
  lang: string
}

export interface WantedPush {
  userId: Uuid
  /** For metrics and logs, which never see more of it. */
  kind: string
  /** What it is about. One key, one message to each browser, for 30 days; it is stored as a hash. */
  key: string
  content: PushContent
  /** It is not sent any more when it could not be for so long. */
  usefulSeconds: number
}

export const sealedFor = (id: Uuid): string => `push ${id}`

/**
 * Queues a message to every browser of a person, in the caller's transaction. A second one with the same key is not written.
 *
 * @returns to how many browsers
 */
export async function queuePush(
  secrets: SecretBox,
  tx: SystemTx,
  { userId, kind, key, content, usefulSeconds }: WantedPush,
): Promise<number> {
  const hash = createHash('sha256').update(`${kind}\n${key}`).digest('base64url')
  let written = 0
  for (const { id: deviceId } of await tx.rows(selectTargets(userId))) {
    const id = newId()
    const sealed = await secrets.seal(null, JSON.stringify(content), sealedFor(id))
    written += await tx.run(insertPush({ id, deviceId, key: hash, kind, content: sealed, usefulSeconds }))
  }
  if (written > 0) tx.wake(PUSH_QUEUE)
  return written
}
