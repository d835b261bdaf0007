import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The provider of a measurement, in a process of its own. */
export interface ForkedTwin {
  url: string
  /** How many sends it has accepted. */
  accepted(): Promise<number>
  stop(): void
}

/** @param answerMs how long each answer takes */
export async function forkTwin(answerMs: number): Promise<ForkedTwin> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'twin.ts'), [`${answerMs}`])
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    accepted: async () => {
      const answer = once(child, 'message')
      child.send('how many')
      return ((await answer) as [{ accepted: number }])[0].accepted
    },
    stop: () => child.disconnect(),
  }
}
