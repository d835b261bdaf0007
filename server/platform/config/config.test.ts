import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ENVIRONMENT } from './environment.ts'
import { type Config, loadConfig, settingNotices } from './index.ts'

const SECRET = 'a secret of 64 characters or more, as production wants it to be..'
const KEY = '0123456789abcdef0123456789abcdef'

function load(env: NodeJS.ProcessEnv, argv: string[] = []): Config {
  const dataDir = mkdtempSync(join(tmpdir(), 'tawsil-config-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  return loadConfig({ DATA_DIR: dataDir, ...env }, argv)
}

describe('settings', () => {
  it('have defaults that start on a machine with nothing on it', () => {
    expect(load({})).toMatchObject({
      production: false,
      role: 'all',
      demo: { password: expect.any(String) },
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      databaseUrl: undefined,
      redisUrl: undefined,
      metaGraphUrl: 'https://graph.facebook.com',
      twilioApiUrl: 'https://api.twilio.com',
      wahaServers: [],
      defaultPlan: 'enterprise',
      personLimit: { requests: 600, perSeconds: 60 },
      retries: { attempts: 3, firstSeconds: 2 },
      botGroupSeconds: 1,
      outboundQueue: 'send',
      logLevel: 'info',
      s3: undefined,
    })
  })

  it.each<[NodeJS.ProcessEnv, Partial<Config>]>([
    [
      { NODE_ENV: 'production', AUTH_SECRET: SECRET, ENCRYPTION_KEY: KEY },
      { production: true, demo: undefined },
    ],
    [
      { PORT: '4100', HOST: '0.0.0.0' },
      { port: 4100, host: '0.0.0.0', publicUrl: 'http://0.0.0.0:4100' },
    ],
    [{ DATABASE_URL: 'postgres://app:pw@db/tawsil' }, { databaseUrl: 'postgres://app:pw@db/tawsil' }],
    [{ OWNER_DATABASE_URL: 'postgres://owner@db/tawsil' }, { ownerDatabaseUrl: 'postgres://owner@db/tawsil' }],
    [{ PUBLIC_URL: 'https://shop.example/' }, { publicUrl: 'https://shop.example' }],
    [{ AUTH_SECRET: SECRET }, { authSecret: SECRET }],
    [{ JWT_SECRET: SECRET }, { authSecret: SECRET }],
    [{ AUTH_SECRET: SECRET, JWT_SECRET: 'short' }, { authSecret: SECRET }],
    [{ AUTH_SECRET: '', JWT_SECRET: SECRET }, { authSecret: SECRET }],
    [{ ENCRYPTION_KEY: KEY }, { encryptionKey: Buffer.from(KEY) }],
    [{ ENCRYPTION_KEY: 'ab'.repeat(32) }, { encryptionKey: Buffer.alloc(32, 0xab) }],
    [
      { OLD_ENCRYPTION_KEYS: `${KEY}, ${'ab'.repeat(32)}` },
      { oldEncryptionKeys: [Buffer.from(KEY), Buffer.alloc(32, 0xab)] },
    ],
    [
      { META_APP_ID: '1', META_APP_SECRET: 's', META_VERIFY_TOKEN: 'v' },
      { metaAppId: '1', metaAppSecret: 's', metaVerifyToken: 'v' },
    ],
    [
      { META_GRAPH_URL: 'http://127.0.0.1:1/', TWILIO_API_URL: 'http://127.0.0.1:2/' },
      { metaGraphUrl: 'http://127.0.0.1:1', twilioApiUrl: 'http://127.0.0.1:2' },
    ],
    [{ TWILIO_MASTER_SID: 'AC1', TWILIO_MASTER_AUTH: 't' }, { twilioMaster: { sid: 'AC1', token: 't' } }],
    [
      { WAHA_SERVERS: '[{"url": "http://waha:3000/", "apiKey": "k"}]' },
      { wahaServers: [{ url: 'http://waha:3000', apiKey: 'k' }] },
    ],
    [
      { SYSTEM_ADMIN_EMAIL: 'root@example.com', SYSTEM_ADMIN_PASSWORD: 'ten letters' },
      { systemAdmin: { email: 'root@example.com', password: 'ten letters' } },
    ],
    [{}, { sessions: { idleSeconds: 30 * 86_400, maxSeconds: 90 * 86_400, recentSeconds: 600 } }],
    [
      { REAUTHENTICATE_AFTER_MINUTES: '2.5' },
      { sessions: { idleSeconds: 30 * 86_400, maxSeconds: 90 * 86_400, recentSeconds: 150 } },
    ],
    [
      { METRICS_TOKEN: 'm', TRUST_PROXY: '10.0.0.0/8' },
      { metricsToken: 'm', trustProxy: '10.0.0.0/8' },
    ],
    [
      { RATE_LIMIT_MAX_REQUESTS: '100', RATE_LIMIT_WINDOW_MS: '900000' },
      { personLimit: { requests: 100, perSeconds: 900 } },
    ],
    [{ DEFAULT_PLAN: 'premium' }, { defaultPlan: 'premium' }],
    [{ QUEUE_RETRY_ATTEMPTS: '5', QUEUE_BACKOFF_DELAY: '500' }, { retries: { attempts: 5, firstSeconds: 0.5 } }],
    [{ OUTBOUND_QUEUE_NAME: 'outbound-messages' }, { outboundQueue: 'outbound-messages' }],
    [{ LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
    [
      {
        S3_BUCKET: 'b',
        S3_ENDPOINT: 'http://minio:9000/',
        S3_REGION: 'eu-west-1',
        S3_ACCESS_KEY_ID: 'i',
        S3_SECRET_ACCESS_KEY: 's',
        S3_FORCE_PATH_STYLE: 'true',
      },
      {
        s3: {
          bucket: 'b',
          endpoint: 'http://minio:9000',
          region: 'eu-west-1',
          credentials: { accessKeyId: 'i', secretAccessKey: 's' },
          forcePathStyle: true,
        },
      },
    ],
  ])('are read: %o', (env, expected) => {
    expect(load(env)).toMatchObject(expected)
  })

  it.each<[NodeJS.ProcessEnv, string | undefined]>([
    [{ REDIS_URL: 'redis://cache:6380/2' }, 'redis://cache:6380/2'],
    [{ REDIS_HOST: 'cache' }, 'redis://cache:6379'],
    [{ REDIS_HOST: 'cache', REDIS_PORT: '6380', REDIS_DB: '0' }, 'redis://cache:6380/0'],
    [{ REDIS_HOST: 'cache', REDIS_PASSWORD: 'p@ss/w:rd%' }, 'redis://:p%40ss%2Fw%3Ard%25@cache:6379'],
    [
      { REDIS_HOST: 'cache', REDIS_USERNAME: 'app', REDIS_PASSWORD: 'pw', REDIS_DB: '3' },
      'redis://app:pw@cache:6379/3',
    ],
    [{ REDIS_HOST: '::1' }, 'redis://[::1]:6379'],
    [{ REDIS_URL: 'redis://cache:6379', REDIS_HOST: 'other', REDIS_PORT: 'x' }, 'redis://cache:6379'],
    // what Kubernetes sets beside a service of the name "redis"
    [{ REDIS_PORT: 'tcp://10.0.0.1:6379' }, undefined],
  ])('lead to Redis by REDIS_URL, else by REDIS_HOST and its companions: %o', (env, expected) => {
    expect(load(env).redisUrl).toBe(expected)
  })

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ PORT: '70000' }, 'PORT '],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must look like postgres://'],
    [{ REDIS_URL: 'cache:6379' }, 'REDIS_URL must look like redis://host:6379'],
    [{ REDIS_HOST: 'cache/0' }, 'REDIS_HOST must be the name or address of a host'],
    [{ REDIS_HOST: 'cache', REDIS_PORT: 'tcp://10.0.0.1:6379' }, 'REDIS_PORT must be a port number'],
    [{ REDIS_HOST: 'cache', REDIS_DB: '-1' }, 'REDIS_DB must be a number from 0 on'],
    [{ AUTH_SECRET: 'short' }, 'AUTH_SECRET must have at least 32 characters'],
    [{ JWT_SECRET: 'short' }, 'JWT_SECRET must have at least 32 characters'],
    [{ ENCRYPTION_KEY: 'x'.repeat(40) }, 'ENCRYPTION_KEY must be 32 bytes'],
    [{ OLD_ENCRYPTION_KEYS: `${KEY},short` }, 'each of OLD_ENCRYPTION_KEYS must be 32 bytes'],
    [{ NODE_ENV: 'production', ENCRYPTION_KEY: KEY }, 'AUTH_SECRET is required in production'],
    [
      { RATE_LIMIT_WINDOW_MS: '1500' },
      'RATE_LIMIT_WINDOW_MS must be milliseconds: whole seconds, from 1000 to 86400000',
    ],
    [{ RATE_LIMIT_MAX_REQUESTS: '0' }, 'RATE_LIMIT_MAX_REQUESTS '],
    [{ OUTBOUND_QUEUE_NAME: 'a:b' }, 'OUTBOUND_QUEUE_NAME must be letters, digits'],
    [{ QUEUE_RETRY_ATTEMPTS: '21' }, 'QUEUE_RETRY_ATTEMPTS must be a number from 1 to 20'],
    [{ QUEUE_BACKOFF_DELAY: '1' }, 'QUEUE_BACKOFF_DELAY '],
    [{ WAHA_SERVERS: 'http://waha:3000' }, 'WAHA_SERVERS must be a JSON list'],
    [{ TWILIO_MASTER_SID: 'AC1' }, 'TWILIO_MASTER_SID and TWILIO_MASTER_AUTH go together'],
    [{ SYSTEM_ADMIN_EMAIL: 'root@example.com' }, 'SYSTEM_ADMIN_EMAIL and SYSTEM_ADMIN_PASSWORD go together'],
    [{ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'i' }, 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together'],
    [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL must look like smtp://user:password@host:587'],
    [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM is required with SMTP_URL'],
    [{ RESEND_API_KEY: 're_1' }, 'MAIL_FROM is required with RESEND_API_KEY'],
    [{ RESEND_API_KEY: 're_1', MAIL_FROM: 'nobody' }, 'MAIL_FROM must be an address'],
    [{ RESEND_API_KEY: 're_1', SMTP_URL: 'smtp://h', MAIL_FROM: 'a@b.example' }, 'SMTP_URL and RESEND_API_KEY are two'],
    [{ REAUTHENTICATE_AFTER_MINUTES: '0' }, 'REAUTHENTICATE_AFTER_MINUTES must be minutes from 1 to 1440'],
    [{ DEFAULT_PLAN: 'gold' }, 'DEFAULT_PLAN must be one of free, basic, premium, enterprise'],
  ])('that are wrong stop the start with a line that names them: %o', (env, line) => {
    expect(() => load(env)).toThrow(line)
  })

  it('keep the secrets that were made once, outside production', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'tawsil-config-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    const first = loadConfig({ DATA_DIR: dataDir }, [])
    const second = loadConfig({ DATA_DIR: dataDir }, [])
    expect([second.authSecret, second.encryptionKey]).toEqual([first.authSecret, first.encryptionKey])
    expect(first.encryptionKey).toHaveLength(32)
  })

  it('of other programs that have no meaning here are answered with a line that says why', () => {
    expect(settingNotices({ EVENT_BUS: 'redis', TWILIO_WEBHOOK_VALIDATE: 'false' })).toEqual([
      expect.stringMatching(/^EVENT_BUS is not used: /),
      expect.stringMatching(/^TWILIO_WEBHOOK_VALIDATE is not used: /),
    ])
    expect(settingNotices({ EVENT_BUS: '', TWILIO_WEBHOOK_VALIDATE: 'true' })).toEqual([])
  })

  it('all stand in docs/configuration.md, the few of others too', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8')
    const names = [...Object.keys(ENVIRONMENT.shape), 'EVENT_BUS', 'TWILIO_WEBHOOK_VALIDATE']
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([])
  })
})
