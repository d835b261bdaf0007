import { codeOf, stepAt } from '../../features/identity/two-factor/totp.ts'
import type { Caller, TestApp } from '../buildApp.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** An authenticator app with one account in it, by the key that a person would have typed. */
export class AuthenticatorApp {
  readonly #key: Buffer

  constructor(secret: string) {
    const bits = [...secret].map(letter => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
    this.#key = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
  }

  codeAt(moment: Date): string {
    return codeOf(this.#key, stepAt(moment))
  }
}

/** Turns two-factor sign-in on for who calls. The code of the present half minute is used up by that. */
export async function turnTwoFactorOn(app: TestApp, caller: Caller) {
  const begun = await app.call<{ secret: string }>(caller, 'POST', '/api/v1/two-factor/totp')
  const authenticator = new AuthenticatorApp(begun.data.secret)
  const code = authenticator.codeAt(app.context.clock.now())
  const { status, data, text } = await app.call<{ recoveryCodes: string[] }>(
    caller,
    'POST',
    '/api/v1/two-factor/totp/confirm',
    { code },
  )
  if (status !== 200) throw new Error(`turning two-factor on answered ${status}: ${text}`)
  return { authenticator, secret: begun.data.secret, recoveryCodes: data.recoveryCodes }
}
