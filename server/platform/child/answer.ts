import { writeFileSync } from 'node:fs'

/** In the process of a sandbox: answers one question after the other, until the process that asks is gone. */
export function answerQuestions<Q, A>(answer: (question: Q) => Promise<A>): void {
  giveUpFirst()
  process.on('disconnect', () => process.exit(0))
  process.on('message', question => {
    void answer(question as Q).then(
      answered => process.send?.(answered),
      // What came up is not known to be harmless: this process ends, and its question stays without an answer.
      () => process.exit(1),
    )
  })
}

/** When the memory of the machine is used up, this process is the one to go and not the server or the database. */
function giveUpFirst(): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Some containers forbid it. The limits of memory and time hold all the same.
  }
}
