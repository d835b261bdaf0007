import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { SignatureV4 } from '@smithy/signature-v4'
import type { AwsKmsConfig } from '../../config/index.ts'
import { type KeyPlace, KeyServiceError, type MasterKey } from '../port.ts'
import { bytesOf, callKeyService } from './call.ts'

/** A master key in AWS KMS; also for others who speak its protocol (`KMS_ENDPOINT`). */
export function awsKmsMaster({ keyId, region, endpoint, credentials }: AwsKmsConfig): MasterKey {
  const url = new URL(endpoint ?? `https://kms.${region}.amazonaws.com`)
  const signer = new SignatureV4({
    service: 'kms',
    region,
    // unset: those of the machine's role
    credentials: credentials ?? defaultProvider(),
    sha256: Sha256,
  })
  const call = async (action: string, place: KeyPlace, fields: Record<string, string>) => {
    const body = JSON.stringify({ KeyId: keyId, EncryptionContext: contextOf(place), ...fields })
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== '' && { port: Number(url.port) }),
      path: '/',
      query: {},
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `TrentService.${action}`,
      },
      body,
    })
    const { status, json } = await callKeyService(url.href, signed.headers, body)
    if (status === 200) return json
    throw problemOf(status, nameOf(json.__type))
  }
  return {
    id: `aws-kms:${keyId}`,
    wrap: async (key, place) =>
      bytesOf((await call('Encrypt', place, { Plaintext: key.toString('base64') })).CiphertextBlob),
    unwrap: async (wrapped, place) =>
      bytesOf((await call('Decrypt', place, { CiphertextBlob: wrapped.toString('base64') })).Plaintext),
    make: async place => {
      const made = await call('GenerateDataKey', place, { KeySpec: 'AES_256' })
      return { key: bytesOf(made.Plaintext), wrapped: bytesOf(made.CiphertextBlob) }
    },
  }
}

/** Is authenticated, and stands in CloudTrail beside every use of the key. */
const contextOf = ({ id, owner }: KeyPlace) => ({ app: 'tawsil', tenant: owner ?? 'installation', dataKey: id })

/** `com.amazonaws.kms#DisabledException`, or without what stands before. */
const nameOf = (type: unknown): string => (typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : '')

const WRONG = new Set(['InvalidCiphertextException', 'IncorrectKeyException'])
const AWAY = /Throttling|LimitExceeded|Internal|DependencyTimeout|Unavailable/

function problemOf(status: number, name: string): KeyServiceError {
  const message = `AWS KMS answered ${status}${/^\w{1,80}$/.test(name) ? ` ${name}` : ''}`
  if (WRONG.has(name)) return new KeyServiceError('wrong', message)
  return new KeyServiceError(status >= 500 || status === 429 || AWAY.test(name) ? 'away' : 'refused', message)
}

/** Node's own SHA-256 in the form that the signer wants. */
class Sha256 {
  readonly #secret: Parameters<typeof bytesIn>[0] | undefined
  #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret
    this.#hash = this.#begin()
  }

  #begin(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', bytesIn(this.#secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesIn(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = this.#begin()
  }
}

function bytesIn(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
}
