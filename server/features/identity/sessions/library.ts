import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { jwt } from 'better-auth/plugins/jwt'
import type { Context } from '../../../platform/context.ts'
import { newId } from '../../../platform/ids/index.ts'
import { hashPassword, verifyPassword } from '../passwords/passwords.ts'
import { createSigningKeys, type SigningKeys } from './signing-keys.ts'
import { createLibraryStore, type LibraryStore } from './store.ts'

export const PASSWORD_LENGTH = { min: 10, max: 200 } as const
/** Marks tokens that open the API; no other token of ours has it. */
export const ACCESS_AUDIENCE = 'tawsil:access'
export const ACCESS_SECONDS = 15 * 60

/** Keys are replaced after this time; old ones still verify. */
const KEY_SECONDS = 90 * 24 * 3600

/** Our name for the header that carries the address of the peer: forwarded addresses are never believed. */
export const PEER_HEADER = 'x-tawsil-peer'

const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** The library's models in our tables (db/migrations/0002_tenancy_identity.sql). */
const TABLES = {
  user: {
    modelName: 'auth_user',
    fields: { emailVerified: 'email_verified', ...timestamps },
    additionalFields: {
      locale: { type: 'string', required: false, input: false },
      systemAdmin: { type: 'boolean', defaultValue: false, input: false, fieldName: 'system_admin' },
    },
  },
  session: {
    modelName: 'auth_session',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...timestamps,
    },
  },
  account: {
    modelName: 'auth_account',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...timestamps,
    },
  },
  verification: { modelName: 'auth_verification', fields: { expiresAt: 'expires_at', ...timestamps } },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification'>

/** Better Auth over our tables: passwords, sessions and signed tokens. None of its own routes is reachable. */
export function createLibrary(context: Context) {
  const { sessions } = context.config
  const store = createLibraryStore(context.db)
  const keys = createSigningKeys(context.db, store)
  const auth = betterAuth({
    appName: 'Tawsil',
    baseURL: context.config.publicUrl,
    secret: context.config.authSecret,
    telemetry: { enabled: false },
    // Its messages may hold people's addresses. We get its errors anyway.
    logger: { disabled: true },
    database: { db: store.kysely, type: 'postgres' },
    advanced: {
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
      disableCSRFCheck: true,
    },
    emailAndPassword: {
      enabled: true,
      password: { hash: password => hashPassword(password), verify: verifyPassword },
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    rateLimit: { enabled: false },
    ...TABLES,
    session: { ...TABLES.session, expiresIn: Math.min(sessions.idleSeconds, sessions.maxSeconds) },
    plugins: [signedTokens(keys)],
  })
  return { auth, join: store.join satisfies LibraryStore['join'], keys }
}

export type Library = ReturnType<typeof createLibrary>

function signedTokens(keys: SigningKeys) {
  return jwt({
    disableSettingJwtHeader: true,
    jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' }, rotationInterval: KEY_SECONDS },
    jwt: { issuer: 'tawsil', audience: ACCESS_AUDIENCE, expirationTime: `${ACCESS_SECONDS}s` },
    schema: {
      jwks: {
        modelName: 'auth_jwks',
        fields: {
          publicKey: 'public_key',
          privateKey: 'private_key',
          createdAt: 'created_at',
          expiresAt: 'expires_at',
        },
      },
    },
    adapter: keys.adapter,
  })
}
