import { parentPort } from 'node:worker_threads'
import { weakNow } from './guess.ts'
import { hashNow, verifyNow } from './hash.ts'
import type { PasswordAnswer, PasswordQuestion } from './passwords.ts'

parentPort!.on('message', (question: PasswordQuestion) => parentPort!.postMessage(answer(question)))

function answer(question: PasswordQuestion): PasswordAnswer {
  if (question.do === 'verify') return { verified: verifyNow(question.hash, question.password) }
  const weak = question.own && weakNow(question.password, question.own)
  return weak ? { weak } : { hash: hashNow(question.password) }
}
