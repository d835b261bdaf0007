import { createHash, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { AwsKmsConfig, VaultConfig } from '../../config/index.ts'
import { decrypt, encrypt } from '../../crypto/index.ts'

/** A key service that speaks the protocol of AWS KMS or of Vault, and checks what it is shown as they do. */
export interface KeyServer<C> {
  config: C
  /** What it was asked for, oldest first. */
  calls: string[]
  /** What it answers instead, until undefined again. */
  fail(how: Failure | undefined): void
  close(): Promise<void>
}

export type Failure = 'hang' | { status: number; body?: unknown }
type Answer = { status: number; body: unknown }

async function serve<C>(
  configAt: (url: string) => C,
  answer: (request: IncomingMessage, body: string) => { name: string; answer: Answer },
): Promise<KeyServer<C>> {
  const calls: string[] = []
  let failure: Failure | undefined
  const server = createServer(async (request, response) => {
    const { name, answer: own } = answer(request, await text(request))
    calls.push(name)
    if (failure === 'hang') return
    const { status, body = {} } = failure ?? own
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    config: configAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    calls,
    fail: how => {
      failure = how
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'of the tests' }

/** Knows one key, `alias/tawsil`. */
export function startKms(): Promise<KeyServer<AwsKmsConfig>> {
  const key = randomBytes(32)
  const config = (endpoint: string): AwsKmsConfig => ({
    kind: 'aws-kms',
    keyId: 'alias/tawsil',
    region: 'eu-west-3',
    endpoint,
    credentials: CREDENTIALS,
  })
  return serve(config, (request, body) => {
    const name = String(request.headers['x-amz-target']).replace('TrentService.', '')
    const problem = signatureProblem(request, body)
    if (problem)
      return { name, answer: { status: 400, body: { __type: 'IncompleteSignatureException', message: problem } } }
    return { name, answer: kmsAnswer(key, name, JSON.parse(body) as Record<string, unknown>) }
  })
}

function kmsAnswer(key: Buffer, name: string, asked: Record<string, unknown>): Answer {
  const refused = (type: string): Answer => ({ status: 400, body: { __type: `com.amazonaws.kms#${type}` } })
  if (asked.KeyId !== 'alias/tawsil') return refused('NotFoundException')
  const about = Buffer.from(JSON.stringify(Object.entries(asked.EncryptionContext ?? {}).toSorted()))
  const ok = (body: Record<string, unknown>): Answer => ({ status: 200, body: { KeyId: 'arn:aws:kms:key/1', ...body } })
  const wrapped = (plain: Buffer) => encrypt(key, plain, about).toString('base64')
  if (name === 'Encrypt') return ok({ CiphertextBlob: wrapped(Buffer.from(String(asked.Plaintext), 'base64')) })
  if (name === 'GenerateDataKey' && asked.KeySpec === 'AES_256') {
    const plain = randomBytes(32)
    return ok({ Plaintext: plain.toString('base64'), CiphertextBlob: wrapped(plain) })
  }
  if (name !== 'Decrypt') return refused('UnknownOperationException')
  try {
    return ok({
      Plaintext: decrypt(key, Buffer.from(String(asked.CiphertextBlob), 'base64'), about).toString('base64'),
    })
  } catch {
    return refused('InvalidCiphertextException')
  }
}

/** Signature Version 4 as its public description says, without the library that made it. */
function signatureProblem({ method, headers }: IncomingMessage, body: string): string | undefined {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8}\/([^/]+)\/kms\/aws4_request), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    )
  if (!found) return 'there is no signature'
  const [, accessKeyId, scope, region, names, signature] = found as unknown as [string, ...string[]]
  if (accessKeyId !== CREDENTIALS.accessKeyId || region !== 'eu-west-3') return 'unknown credentials'
  if (!['host', 'x-amz-date', 'x-amz-target'].every(name => names!.split(';').includes(name)))
    return 'too little is signed'
  const sha256 = (of: string) => createHash('sha256').update(of).digest('hex')
  const signed = names!.split(';').map(name => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [method, '/', '', signed.join(''), names, sha256(body)].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const hmac = (key: string | Buffer, of: string) => createHmac('sha256', key).update(of).digest()
  const signing = scope!
    .split('/')
    .reduce<string | Buffer>((key, part) => hmac(key, part), `AWS4${CREDENTIALS.secretAccessKey}`)
  return hmac(signing, toSign).toString('hex') === signature ? undefined : 'the signature is wrong'
}

/** Knows one key, `tawsil`, in the namespace `shops`. */
export function startVault(): Promise<KeyServer<VaultConfig>> {
  const key = randomBytes(32)
  const config = (url: string): VaultConfig => ({
    kind: 'vault',
    url,
    token: 'token of the tests',
    tokenFile: undefined,
    namespace: 'shops',
    mount: 'transit',
    key: 'tawsil',
  })
  return serve(config, ({ url, headers }, body) => {
    const [, action = ''] = /^\/v1\/transit\/(encrypt|decrypt)\/tawsil$/.exec(url!) ?? []
    const known = headers['x-vault-token'] === 'token of the tests' && headers['x-vault-namespace'] === 'shops'
    if (!known) return { name: action, answer: { status: 403, body: { errors: ['permission denied'] } } }
    return { name: action, answer: vaultAnswer(key, action, JSON.parse(body) as Record<string, string>) }
  })
}

function vaultAnswer(
  key: Buffer,
  action: string,
  { plaintext, ciphertext, associated_data: about }: Record<string, string>,
): Answer {
  const ok = (data: Record<string, unknown>): Answer => ({ status: 200, body: { data } })
  const aad = Buffer.from(about ?? '', 'base64')
  if (action === 'encrypt') {
    return ok({ ciphertext: `vault:v1:${encrypt(key, Buffer.from(plaintext!, 'base64'), aad).toString('base64')}` })
  }
  if (action !== 'decrypt') return { status: 404, body: { errors: [] } }
  try {
    const plain = decrypt(key, Buffer.from(ciphertext!.replace('vault:v1:', ''), 'base64'), aad)
    return ok({ plaintext: plain.toString('base64') })
  } catch {
    return { status: 400, body: { errors: ['cipher: message authentication failed'] } }
  }
}
