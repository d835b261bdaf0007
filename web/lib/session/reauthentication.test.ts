import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reauthentication, sendConfirmed } from './reauthentication.ts'

const refusal = (code: string) => Response.json({ success: false, error: { code } }, { status: 403 })
const request = (body = 'the key') => new Request('http://127.0.0.1/keys', { method: 'POST', body })

/** A server that wants a proof until it has one, and writes down the bodies that arrive. */
function server() {
  const state = { proven: false, bodies: [] as string[] }
  const send = async (next: () => Request) => {
    state.bodies.push(await next().text())
    return state.proven ? Response.json({ success: true }) : refusal('REAUTHENTICATION_REQUIRED')
  }
  return { state, send }
}

/** Calls `answer` as a person would, whenever the question is shown. */
let unsubscribe = () => {}
let questions = 0
function person(answer: () => boolean): void {
  unsubscribe = reauthentication.subscribe(() => {
    if (!reauthentication.isAsked()) return
    questions++
    queueMicrotask(() => reauthentication.answer(answer()))
  })
}
beforeEach(() => {
  questions = 0
})
afterEach(() => unsubscribe())

describe('a request that the server refuses until the person has given their password', () => {
  it('is sent once more, the same, when they have', async () => {
    const { state, send } = server()
    person(() => {
      state.proven = true
      return true
    })
    expect((await sendConfirmed(request(), send)).status).toBe(200)
    expect(state.bodies).toEqual(['the key', 'the key'])
    expect(questions).toBe(1)
  })

  it('is not sent again when they do not want to; the refusal is the answer', async () => {
    const { state, send } = server()
    person(() => false)
    const answer = await sendConfirmed(request(), send)
    expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'REAUTHENTICATION_REQUIRED'])
    expect(state.bodies).toHaveLength(1)
  })

  it('is not sent a third time when the server goes on refusing', async () => {
    const { state, send } = server()
    person(() => true)
    expect((await sendConfirmed(request(), send)).status).toBe(403)
    expect(state.bodies).toHaveLength(2)
    expect(questions).toBe(1)
  })

  it('asks once together with others, also those whose refusal arrives after the answer', async () => {
    const { state, send } = server()
    person(() => {
      state.proven = true
      return true
    })
    const late = Promise.withResolvers<void>()
    const slow = sendConfirmed(request('slow'), async next => {
      const answer = await send(next)
      await late.promise
      return answer
    })
    const both = await Promise.all(['one', 'two'].map(body => sendConfirmed(request(body), send)))
    late.resolve()
    expect([...both, await slow].map(({ status }) => status)).toEqual([200, 200, 200])
    expect(questions).toBe(1)
  })

  it('is refused at once where nobody can be asked', async () => {
    const { state, send } = server()
    expect((await sendConfirmed(request(), send)).status).toBe(403)
    expect(state.bodies).toHaveLength(1)
  })
})

it('any other refusal is an answer', async () => {
  person(() => true)
  const answer = await sendConfirmed(request(), async () => refusal('FORBIDDEN'))
  expect((await answer.json()).error.code).toBe('FORBIDDEN')
  expect(questions).toBe(0)
})
