import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** Bits of the authenticator's data: somebody was there, has shown who they are, the key may be and is kept elsewhere, a key comes along. */
const FLAGS = { present: 1, verified: 4, mayBeSynced: 8, synced: 16, withKey: 64 }

interface Behaviour {
  /** The page that asks. */
  origin: string
  /** For whom its keys are; by default the host of the page. */
  rpId?: string
  /** Asks its person for a fingerprint or a PIN. Default true. */
  verifies?: boolean
}

interface Asked {
  challenge: string
  user?: { id: string }
}

/** A device that makes and shows passkeys (WebAuthn, ES256, without attestation), as a browser gives them to a page. */
export class SoftwareAuthenticator {
  readonly #behaviour: Required<Behaviour>
  readonly #id = randomBytes(16)
  readonly #keys: { privateKey: KeyObject; publicKey: KeyObject }
  #userHandle: string | undefined
  /** How often it was used; a test may turn it back. */
  counter = 0

  constructor({ origin, rpId = new URL(origin).hostname, verifies = true }: Behaviour) {
    this.#behaviour = { origin, rpId, verifies }
    this.#keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  }

  make({ challenge, user }: Asked) {
    this.#userHandle = user?.id
    const authData = Buffer.concat([this.#data(FLAGS.withKey), this.#credential()])
    // {fmt: "none", attStmt: {}, authData: bytes} in CBOR
    const attestation = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      byteString(authData),
      authData,
    ])
    return this.#answer({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal', 'hybrid'],
    })
  }

  show({ challenge }: Asked) {
    this.counter++
    const clientData = this.#clientData('webauthn.get', challenge)
    const authData = this.#data(0)
    const signed = Buffer.concat([authData, sha256(clientData)])
    return this.#answer({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      ...(this.#userHandle && { userHandle: this.#userHandle }),
    })
  }

  #answer<Response extends object>(response: Response) {
    const id = this.#id.toString('base64url')
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} }
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#behaviour.origin, crossOrigin: false }))
  }

  #data(more: number): Buffer {
    const verified = this.#behaviour.verifies ? FLAGS.verified : 0
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const flags = FLAGS.present | verified | FLAGS.mayBeSynced | FLAGS.synced | more
    return Buffer.concat([sha256(this.#behaviour.rpId), Buffer.of(flags), counter])
  }

  /** Make of the device, length and name of the key, and the key in COSE: EC2, ES256, P-256, x, y. */
  #credential(): Buffer {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.#id.length)
    const point = [x!, y!].map(part => Buffer.from(part, 'base64url'))
    const key = [Buffer.from('a5010203262001215820', 'hex'), point[0]!, Buffer.from('225820', 'hex'), point[1]!]
    return Buffer.concat([Buffer.alloc(16), length, this.#id, ...key])
  }
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest()

/** The head of a byte string in CBOR. */
function byteString({ length }: Buffer): Buffer {
  return length < 256 ? Buffer.of(0x58, length) : Buffer.of(0x59, length >> 8, length & 255)
}
