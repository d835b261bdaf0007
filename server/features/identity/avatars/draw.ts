import { fileURLToPath } from 'node:url'
import { createSandbox } from '../../../platform/child/index.ts'

export interface AvatarQuestion {
  path: string
}

export interface AvatarAnswer {
  /** WebP; absent: the file is no picture, or too large a one. */
  picture?: Uint8Array
}

const module = fileURLToPath(new URL('./avatar-child.ts', import.meta.url))
const pictures = createSandbox<AvatarQuestion, AvatarAnswer>({ module, withinMs: 8_000, waitMs: 20_000 })

/** A square picture of the file, made in a process of its own, because its bytes come from a stranger. */
export async function drawAvatar(path: string, turn: string): Promise<Buffer | undefined> {
  const picture = (await pictures.ask(turn, { path }))?.picture
  return picture && Buffer.from(picture)
}
