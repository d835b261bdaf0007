import { describe, expect, it } from 'vitest'
import { PERMISSIONS, permissionsOf, ROLES } from './permissions.ts'

const of = (role: string) => [...permissionsOf(role)].sort()

describe('what a role may do', () => {
  it('is everything for an administrator of the business', () => {
    expect(of('tenant_admin')).toEqual([...PERMISSIONS].sort())
  })

  it('is for an agent the work with customers, and nothing that configures the business', () => {
    expect(of('agent').filter(permission => permission.endsWith(':write'))).toEqual([
      'contacts:write',
      'conversations:write',
      'orders:write',
      'simulator:write',
    ])
    expect(permissionsOf('agent').has('operations:read')).toBe(false)
  })

  it('is for a billing administrator to see the business, not its customers', () => {
    expect(of('billing_admin')).toEqual(['tenant:read'])
  })

  it('is for a viewer to read all of the daily work, nothing of what runs the business, and to change nothing', () => {
    const administration = /^(operations|events|audit|webhooks|api_keys):/
    const reads = PERMISSIONS.filter(permission => permission.endsWith(':read') && !administration.test(permission))
    expect(of('viewer')).toEqual([...reads].sort())
  })

  it('is nothing for a role that nobody knows', () => {
    for (const role of ['', 'owner', 'system_admin', '__proto__', 'constructor']) expect(of(role)).toEqual([])
    expect(ROLES).not.toContain('system_admin')
  })
})
