import { expect, it } from 'vitest'
import { safeError } from './safe-error.ts'

const refused = (code: string) =>
  Object.assign(new Error('invalid input syntax for type uuid: "words of a customer"'), {
    code,
    detail: 'Failing row contains (words of a customer)',
  })

it.each(['22P02', '22021', 'P0001'])('what the database refuses with %s is not repeated', code => {
  const said = safeError(new Error('outer', { cause: refused(code) }))
  expect(JSON.stringify(said)).not.toContain('customer')
  expect(said.cause).toMatchObject({ message: `the database refused a value (SQLSTATE ${code})`, code })
  expect(said.cause?.stack).toContain('safe-error.test.ts')
})

it('what a JSON parser refuses is not repeated', () => {
  const thrown = (() => {
    try {
      return JSON.parse('words of a customer')
    } catch (error) {
      return error
    }
  })()
  expect(JSON.stringify(safeError(thrown))).not.toContain('words')
})

it('everything else keeps its message, code and stack, and nothing that hangs on it', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', request: 'Bearer secret' })
  expect(safeError(error)).toMatchObject({ type: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' })
  expect(JSON.stringify(safeError(error))).not.toContain('secret')
})
