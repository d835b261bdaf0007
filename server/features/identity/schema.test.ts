import { describe, expect, it } from 'vitest'
import { email, newPassword, registerBody } from './schema.ts'

const valid = {
  businessName: 'Chez Amal',
  businessType: 'restaurant',
  name: 'Amal',
  email: 'amal@example.com',
  password: 'correct horse',
}
const refusal = (body: unknown) =>
  registerBody.safeParse(body).error?.issues.map(({ path, message }) => [path.join('.'), message])

describe('a registration', () => {
  it('is accepted with what is needed, and its region is put into the usual spelling', () => {
    const parsed = registerBody.parse({ ...valid, locale: 'ar_ma', timezone: 'africa/casablanca', currency: 'mad' })
    expect(parsed).toMatchObject({ locale: 'ar-MA', timezone: 'Africa/Casablanca', currency: 'MAD' })
  })

  it.each(['role', 'tenantId', 'emailVerified', 'plan', 'systemAdmin', 'status', 'id'])('is refused with %s', field => {
    expect(refusal({ ...valid, [field]: 'tenant_admin' })).toEqual([['', `Unrecognized key: "${field}"`]])
  })

  it.each([
    ['businessType', 'bakery', 'must be one of restaurant, pharmacy, retail, delivery, support'],
    ['email', 'amal@', 'must be an e-mail address like name@example.com'],
    ['locale', 'de', 'must be en, fr or ar, with a country when needed, like ar-MA'],
    ['timezone', 'Casablanca', 'must be an IANA time zone like Africa/Casablanca'],
    ['currency', 'DIRHAM', 'must be an ISO 4217 currency like MAD or EUR'],
    ['name', '   ', 'must not be empty'],
    ['businessName', 'a\0b', 'must not hold broken or NUL characters'],
    ['businessName', 'half of a pair \ud83d', 'must not hold broken or NUL characters'],
  ])('says what is wrong with %s %j', (field, value, says) => {
    expect(refusal({ ...valid, [field]: value })).toEqual([[field, says]])
  })
})

describe('a new password', () => {
  const says = (password: string) => newPassword.safeParse(password).error?.issues[0]?.message

  it('says how many characters are missing', () => {
    expect(says('secret')).toBe('must have at least 10 characters: 4 more, please')
    expect(says('')).toBe('must have at least 10 characters: 10 more, please')
  })

  it('counts what people see as one character once', () => {
    expect(says('😀'.repeat(9))).toBe('must have at least 10 characters: 1 more, please')
    expect(says('😀'.repeat(10))).toBeUndefined()
    expect(says('كلمة سر طويلة')).toBeUndefined()
  })

  it('may be long, not endless', () => {
    expect(says('x'.repeat(200))).toBeUndefined()
    expect(says('x'.repeat(201))).toBe('must have at most 200 characters')
  })
})

describe('an e-mail address', () => {
  it('is the same however it is typed', () => expect(email.parse('  Amal@Example.COM ')).toBe('amal@example.com'))

  it('is not confused by its plus sign or dots', () => {
    expect(email.parse('a.mal+shop@example.com')).toBe('a.mal+shop@example.com')
  })
})
