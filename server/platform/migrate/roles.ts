import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../embedded/index.ts'
import { migrationError } from './errors.ts'

/**
 * The fixed group roles. `tawsil_tenant`: rights of ordinary tenant work; `tawsil_system`: what must run before a tenant
 * is known; `tawsil_definer`: owns the definer functions, nobody logs in as it or becomes it.
 */
export const GROUP_ROLES = ['tawsil_tenant', 'tawsil_system', 'tawsil_definer'] as const

/** The groups that the program enters with SET LOCAL ROLE. */
const ENTERED = ['tawsil_tenant', 'tawsil_system'] as const

export interface AppLogin {
  name: string
  password: string
  /** The owner's address with the program's login: the program's own address may lead through a pooler. */
  probeUrl: string
}

/** Name and password of the program's own role, from its connection string. Throws `ROLES_UNUSABLE`. */
export function appLogin(appUrl: string, ownerUrl: string): AppLogin {
  const parsed = URL.parse(appUrl)
  if (!parsed?.username) {
    throw migrationError('ROLES_UNUSABLE', 'DATABASE_URL must be postgres://user:password@host:port/database.')
  }
  const { username, password } = parsed
  const probe = URL.parse(ownerUrl)
  const probeUrl = probe ? Object.assign(probe, { username, password }).href : appUrl
  return { name: decodeURIComponent(username), password: decodeURIComponent(password), probeUrl }
}

interface RoleRow {
  rolname: string
  rolsuper: boolean
  rolbypassrls: boolean
  rolinherit: boolean
  rolcanlogin: boolean
}

/**
 * Makes the roles and their memberships, or repairs them. Roles belong to the whole server, but the migration lock to one
 * database: two databases may do this at the same time, so a collision is tried again. Throws `ROLES_UNUSABLE`
 * when the program's role would be able to pass row-level security.
 */
export async function prepareRoles(client: pg.Client, login: AppLogin): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await client.query('begin')
      await prepareOnce(client, login)
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback')
      if (tries >= 20 || !isCollision(error)) throw error
      await wait(20 + Math.random() * 100)
    }
  }
}

function isCollision(error: unknown): boolean {
  const text = error instanceof Error ? error.message : ''
  return ['42710', '23505', '40P01'].includes(codeOf(error)) || text.includes('tuple concurrently')
}

async function prepareOnce(client: pg.Client, login: AppLogin): Promise<void> {
  const known = await rolesNamed(client, [...GROUP_ROLES, login.name])
  for (const name of GROUP_ROLES) {
    const role = known.get(name)
    if (!role) await client.query(`create role ${name} nologin noinherit`)
    else mustBeHarmless(role)
    if (role?.rolcanlogin) await client.query(`alter role ${name} nologin`)
  }
  await prepareLogin(client, login, known.get(login.name))
  for (const group of ENTERED) await ensureMember(client, group, login.name)
  await letOwnerHandOver(client)
}

async function rolesNamed(client: pg.Client, names: string[]): Promise<Map<string, RoleRow>> {
  const { rows } = await client.query<RoleRow>(
    'select rolname, rolsuper, rolbypassrls, rolinherit, rolcanlogin from pg_roles where rolname = any($1)',
    [names],
  )
  return new Map(rows.map(row => [row.rolname, row]))
}

function mustBeHarmless(role: RoleRow): void {
  if (!role.rolsuper && !role.rolbypassrls) return
  const what = role.rolsuper ? 'a superuser' : 'allowed to bypass row-level security'
  throw migrationError('ROLES_UNUSABLE', `The role ${role.rolname} is ${what}: name an ordinary role in DATABASE_URL.`)
}

async function prepareLogin(client: pg.Client, login: AppLogin, role: RoleRow | undefined): Promise<void> {
  const { rows } = await client.query<{ same: boolean }>('select current_user = $1 as same', [login.name])
  if (rows[0]?.same) {
    throw migrationError('ROLES_UNUSABLE', `DATABASE_URL must name another role than the owner (${login.name}).`)
  }
  const name = pg.escapeIdentifier(login.name)
  const password = login.password ? `password ${pg.escapeLiteral(login.password)}` : ''
  if (!role) return void (await client.query(`create role ${name} login noinherit ${password}`))
  mustBeHarmless(role)
  if (!role.rolcanlogin || role.rolinherit) await client.query(`alter role ${name} login noinherit`)
  if (password && !(await canLogIn(login))) await client.query(`alter role ${name} ${password}`)
}

/** Whether the password works already. Then it is not set again, because an administrator may have set it. */
async function canLogIn(login: AppLogin): Promise<boolean> {
  const probe = new pg.Client({ connectionString: login.probeUrl })
  try {
    await probe.connect()
    return true
  } catch (error) {
    if (['28P01', '28000'].includes(codeOf(error))) return false
    throw error
  } finally {
    await probe.end()
  }
}

/**
 * Makes a member that inherits nothing: it has the group's rights only inside `SET LOCAL ROLE`. From PostgreSQL 16 on the grant
 * says so, before 16 the member (NOINHERIT); both are set. A grant that an administrator has made already is not repeated, so
 * that an owner without the right to grant can still migrate.
 */
async function ensureMember(client: pg.Client, group: string, member: string): Promise<void> {
  const { rows } = await client.query<{ modern: boolean; done: boolean }>(
    `select current_setting('server_version_num')::int >= 160000 as modern,
            exists (select from pg_auth_members m
                     where m.roleid = $1::regrole and m.member = to_regrole($2)
                       and not coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, false)
                       and coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)) as done`,
    [group, pg.escapeIdentifier(member)],
  )
  if (rows[0]!.done) return
  const options = rows[0]!.modern ? ' with inherit false, set true' : ''
  await client.query(`grant ${group} to ${pg.escapeIdentifier(member)}${options}`)
}

/** An owner that is no superuser can give a function to `tawsil_definer` only as its member. */
async function letOwnerHandOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; super: boolean }>(
    'select rolname as name, rolsuper as super from pg_roles where rolname = current_user',
  )
  if (!rows[0]!.super) await ensureMember(client, 'tawsil_definer', rows[0]!.name)
}
