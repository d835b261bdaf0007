import { fileURLToPath } from 'node:url'
import { createSandbox } from '../../../../platform/child/index.ts'
import type { PictureRead } from './read-picture.ts'

export interface LookQuestion {
  kind: 'mark' | 'picture'
  path: string
}

export interface LookAnswer {
  mark?: string | undefined
  picture?: PictureRead | undefined
  /** The file could not be opened: the code of the system's error. */
  unreadable?: string
}

const module = fileURLToPath(new URL('./look-child.ts', import.meta.url))
/** What a file is can be told from its beginning; whoever uploads it waits for that. */
const marks = createSandbox<LookQuestion, LookAnswer>({ module, withinMs: 5_000, waitMs: 20_000 })
/** A picture that waits longer than this for its turn goes without a small copy. */
const pictures = createSandbox<LookQuestion, LookAnswer>({ module, withinMs: 6_000, waitMs: 15_000 })

/**
 * The type that the bytes of a file give away, and what is drawn on it, both found out in processes of their own: the bytes are
 * a stranger's, and what it costs to read them is what they say of themselves.
 *
 * @param turn whose file it is: they take turns
 */
export async function lookAtMark(path: string, turn: string): Promise<string | undefined> {
  const answer = await marks.ask(turn, { kind: 'mark', path })
  if (answer?.unreadable) throw Object.assign(new Error('a staged file cannot be read'), { code: answer.unreadable })
  return answer?.mark
}

export async function lookAtPicture(path: string, turn: string): Promise<PictureRead | undefined> {
  return (await pictures.ask(turn, { kind: 'picture', path }))?.picture
}

/** The process that reads pictures now; for figures. */
export const pictureProcess = (): number | undefined => pictures.pid
