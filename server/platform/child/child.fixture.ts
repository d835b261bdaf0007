import { setTimeout as wait } from 'node:timers/promises'
import { answerQuestions } from './answer.ts'

export type Question =
  | { do: 'say'; text: string }
  | { do: 'environment' }
  | { do: 'sleep'; ms: number }
  | { do: 'spin' }
  | { do: 'eat'; megabytes: number }
  | { do: 'die' }

answerQuestions<Question, unknown>(async question => {
  switch (question.do) {
    case 'say':
      return question.text
    case 'environment':
      return process.env
    case 'sleep':
      return await wait(question.ms, 'slept')
    case 'spin':
      for (;;);
    case 'eat':
      return Array.from({ length: question.megabytes }, () => Buffer.alloc(1024 * 1024, 1)).length
    case 'die':
      return process.kill(process.pid, 'SIGKILL')
  }
})
