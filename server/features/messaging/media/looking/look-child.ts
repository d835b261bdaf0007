import { fileTypeFromFile } from 'file-type'
import { answerQuestions } from '../../../../platform/child/answer.ts'
import type { LookAnswer, LookQuestion } from './look.ts'
import { readPicture } from './read-picture.ts'

answerQuestions<LookQuestion, LookAnswer>(async ({ kind, path }) =>
  kind === 'picture' ? { picture: await readPicture(path) } : await markOf(path),
)

/** Returns nothing for a file that is so broken that looking at it fails. */
async function markOf(path: string): Promise<LookAnswer> {
  try {
    return { mark: (await fileTypeFromFile(path))?.mime }
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException
    return syscall ? { unreadable: code ?? syscall } : {}
  }
}
