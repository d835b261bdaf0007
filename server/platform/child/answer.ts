import { writeFileSync } from 'node:fs'

/** Runs in the child process of a sandbox: answers one question after the other, until the process that asks is gone. */
export function answerQuestions<Q, A>(answer: (question: Q) => Promise<A>): void {
  giveUpFirst()
  process.on('disconnect', () => process.exit(0))
  process.on('message', question => {
    void answer(question as Q).then(
      answered => process.send?.(answered),
      // An unexpected error may have done harm: this process ends, and its question gets no answer.
      () => process.exit(1),
    )
  })
}

/** When the machine runs out of memory, the system kills this process first, not the server or the database. */
function giveUpFirst(): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Some containers forbid this. The limits of memory and time still hold.
  }
}
