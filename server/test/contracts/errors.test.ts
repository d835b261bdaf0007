import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import '../../app.ts'
import { definedErrors } from '../../platform/errors/index.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const errors = definedErrors().toSorted((one, other) => (one.code < other.code ? -1 : 1))

/** Codes that the web app gives itself, when no answer came. */
const OF_THE_WEB_APP = ['OFFLINE']

const page = () =>
  [
    '# Errors',
    '',
    'Every answer that is no success has `{"success": false, "error": {"code", "message", "details"?, "timestamp"}}`. Codes are',
    'stable; messages are for people and may change. Retry: the same request may succeed later without being changed.',
    '',
    'Made from the code: `npm test -- server/test/contracts/errors.test.ts -u` writes it anew.',
    '',
    '| code | status | retry | message |',
    '|---|---|---|---|',
    ...errors.map(
      error => `| \`${error.code}\` | ${error.status} | ${error.retryable ? 'yes' : ''} | ${error.message} |`,
    ),
    '',
  ].join('\n')

it('every error has a code of its own: one code never means two things', () => {
  const codes = errors.map(error => error.code)
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  expect(codes.length).toBeGreaterThan(30)
  for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/)
})

it('every error has a status of HTTP and a sentence for people', () => {
  for (const { code, status, message } of errors) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(status, code).toBeLessThan(600)
    expect(message.length, code).toBeGreaterThan(15)
    expect(message, code).not.toContain('|')
  }
})

it('docs/api/errors.md lists exactly the errors of the code', async () => {
  await expect(page()).toMatchFileSnapshot(join(ROOT, 'docs', 'api', 'errors.md'))
})

it.each(['en', 'fr', 'ar'])('the web app has sentences (%s) only for codes that exist', language => {
  const texts = JSON.parse(readFileSync(join(ROOT, 'web', 'i18n', `${language}.json`), 'utf8'))
  const known = new Set([...errors.map(error => error.code), ...OF_THE_WEB_APP])
  const named = Object.keys(texts.error).filter(name => name === name.toUpperCase())
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(name => !known.has(name))).toEqual([])
})
