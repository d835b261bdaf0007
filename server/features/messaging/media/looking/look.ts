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
/** The beginning of a file is enough to tell its type; whoever uploads the file waits for this. */
const marks = createSandbox<LookQuestion, LookAnswer>({ module, withinMs: 5_000, waitMs: 20_000 })
/** A picture that waits longer than this for its turn gets no thumbnail. */
const pictures = createSandbox<LookQuestion, LookAnswer>({ module, withinMs: 6_000, waitMs: 15_000 })

/**
 * The type of a file, found from its bytes. Files are looked at in separate processes, because their bytes come from
 * strangers, and the bytes themselves decide how much memory and time it takes to read them.
 *
 * @param turn the owner of the file; owners take turns
 */
export async function lookAtMark(path: string, turn: string): Promise<string | undefined> {
  const answer = await marks.ask(turn, { kind: 'mark', path })
  if (answer?.unreadable) throw Object.assign(new Error('a staged file cannot be read'), { code: answer.unreadable })
  return answer?.mark
}

export async function lookAtPicture(path: string, turn: string): Promise<PictureRead | undefined> {
  return (await pictures.ask(turn, { kind: 'picture', path }))?.picture
}

/** The process that reads pictures now; used for measuring. */
export const pictureProcess = (): number | undefined => pictures.pid
