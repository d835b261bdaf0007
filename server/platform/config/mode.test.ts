import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from './index.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tawsil-config-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const load = (env: Record<string, string> = {}, ...argv: string[]) => loadConfig({ DATA_DIR: dataDir, ...env }, argv)
const SECRETS = { AUTH_SECRET: 'a'.repeat(64), ENCRYPTION_KEY: 'b'.repeat(32) }

describe('a program that strangers can reach', () => {
  it.each([
    { PUBLIC_URL: 'https://tawsil.example' },
    { PUBLIC_URL: 'http://10.1.2.3:4000' },
    { PUBLIC_URL: 'http://127.0.0.1.nip.io' },
    { PUBLIC_URL: 'http://localhost.example.com' },
    { PUBLIC_URL: 'http://0.0.0.0:4000' },
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.20' },
    { HOST: 'tawsil.internal' },
    { HOST: '0' },
    { TRUST_PROXY: '127.0.0.1' },
    { NODE_ENV: 'production' },
    { NODE_ENV: 'development', PUBLIC_URL: 'https://tawsil.example' },
  ] as Record<string, string>[])('is production without anybody saying so, and says why: %o', env => {
    const config = load({ ...SECRETS, ...env })
    expect(config.production).toBe(true)
    expect(config.mode).toContain(Object.keys(env).at(-1))
    expect(config.demo).toBeUndefined()
  })

  it.each([
    {},
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '127.1.2.3', PUBLIC_URL: '' },
    { PUBLIC_URL: 'http://localhost:4000' },
    { PUBLIC_URL: 'http://[::1]:4000', HOST: '127.0.0.1' },
    { PUBLIC_URL: 'http://2130706433:4000' },
  ] as Record<string, string>[])('is not one that only its own machine reaches: %o', env => {
    expect(load(env)).toMatchObject({ production: false, demo: { password: expect.any(String) } })
  })

  it('has demo data only when asked, and never under a password that stands anywhere', () => {
    const production = { ...SECRETS, PUBLIC_URL: 'https://tawsil.example' }
    const first = load(production, '--demo').demo?.password
    expect(first).toMatch(/^[\w-]{16,}$/)
    expect(load(production, '--demo').demo?.password).toBe(first)
    const other = mkdtempSync(join(tmpdir(), 'tawsil-config-'))
    expect(loadConfig({ ...production, DATA_DIR: other }, ['--demo']).demo?.password).not.toBe(first)
    rmSync(other, { recursive: true })
    expect(load({ DEMO_PASSWORD: 'one of my own' }).demo).toEqual({ password: 'one of my own' })
    expect(load({}, '--no-demo').demo).toBeUndefined()
  })

  it('makes its own secrets only beside its own database', () => {
    const reachable = { PUBLIC_URL: 'https://tawsil.example' }
    const made = load(reachable)
    expect(made.authSecret.length).toBeGreaterThanOrEqual(32)
    expect(load(reachable).authSecret).toBe(made.authSecret)
    const elsewhere = { ...reachable, DATABASE_URL: 'postgres://app:x@db/tawsil' }
    expect(() => load(elsewhere)).toThrow(ConfigError)
    expect(() => load({ NODE_ENV: 'production' })).toThrow('AUTH_SECRET is required')
    expect(load({ ...elsewhere, ...SECRETS }).authSecret).toBe(SECRETS.AUTH_SECRET)
  })

  it('takes hosts inside by name', () => {
    const { privateHosts } = load({ ALLOW_PRIVATE_HOSTS: 'WAHA.internal:3000, 10.0.0.5,[::1]:80' })
    expect(privateHosts).toEqual(['waha.internal:3000', '10.0.0.5', '[::1]:80'])
    expect(() => load({ ALLOW_PRIVATE_HOSTS: 'http://waha/path' })).toThrow('ALLOW_PRIVATE_HOSTS')
  })
})
