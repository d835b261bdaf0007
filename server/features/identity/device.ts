import { createHmac } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../platform/config/index.ts'
import { randomToken, sameBytes } from '../../platform/crypto/index.ts'
import { readCookie } from './cookie.ts'

/** A device counts as known for this long after it signed in. */
const KNOWN_SECONDS = 180 * 24 * 3600
const NAME_LENGTH = 16
/** `device.expires.signature` */
const MARK = /^([\w-]{16,32})\.(\d{10})\.([\w-]{43})$/

/**
 * Marks of devices: a cookie that says "somebody signed in here with this account". It opens nothing. The tries of a
 * device that has it are counted separately, so that an attacker elsewhere cannot keep the account's people out.
 */
export interface Devices {
  /** The device that sent the request, when it is known to this account. */
  deviceOf(request: Pick<FastifyRequest, 'headers'>, email: string): string | undefined
  /** Makes the device that gets the reply known to the account. */
  remember(reply: FastifyReply, email: string): void
}

export function createDevices(
  { authSecret, publicUrl }: Pick<Config, 'authSecret' | 'publicUrl'>,
  now = Date.now,
): Devices {
  const key = createHmac('sha256', authSecret).update('known device 1').digest()
  const sign = (email: string, device: string, expires: string) =>
    createHmac('sha256', key).update(`${email}\n${device}\n${expires}`).digest()
  // One cookie for each account, because people at one counter share a computer. The name does not reveal the address.
  const nameOf = (email: string) =>
    `tawsil_device_${createHmac('sha256', key).update(email).digest('hex').slice(0, NAME_LENGTH)}`
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return {
    deviceOf: ({ headers }, email) => {
      const [, device, expires, signature] = MARK.exec(readCookie(headers.cookie, nameOf(email)) ?? '') ?? []
      if (!device || !expires || !signature || Number(expires) * 1000 < now()) return undefined
      return sameBytes(Buffer.from(signature, 'base64url'), sign(email, device, expires)) ? device : undefined
    },
    remember: (reply, email) => {
      const device = randomToken(16)
      const expires = String(Math.floor(now() / 1000) + KNOWN_SECONDS)
      const mark = `${device}.${expires}.${sign(email, device, expires).toString('base64url')}`
      const where = `Path=/api/v1/auth; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Strict${secure}`
      void reply.header('set-cookie', `${nameOf(email)}=${mark}; ${where}`)
    },
  }
}
