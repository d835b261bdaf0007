import { z } from 'zod'
import { changesOf, defineEvents, id } from '../../platform/events/index.ts'
import { MEMBER_ROLES } from './members/permissions.ts'
import { VISIBILITIES } from './members/visibility.ts'

const from = z.object({
  address: z.string().describe('Where it came from, as an IP address'),
  device: z.string().describe('What the program there calls itself (User-Agent)'),
})

const role = z.enum(MEMBER_ROLES)
const roleId = id('role').optional().describe('Of an own role')
const roleText = { name: z.string(), permissions: z.array(z.string()) }
const visibility = z.enum(VISIBILITIES)
/** Who came into a team, or left it. */
const person = z.object({ userId: id('user') })
/** Whom an invitation is for. */
const invited = { email: z.string(), role, roleId }

/** What happens at the doors of a business. They are written to the log of every business that the person works for. */
export const IDENTITY_EVENTS = defineEvents({
  'sign_in.failed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody tried to sign in as this person with a wrong password.',
    data: from,
  },
  'reauthentication.succeeded': {
    version: 1,
    aggregate: 'user',
    means: 'A signed-in person confirmed their password, to change keys, credentials or members.',
    data: from,
  },
  'reauthentication.failed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody was asked to confirm the password of the person who is signed in, and gave a wrong one.',
    data: from,
  },
  'password.changed': {
    version: 1,
    aggregate: 'user',
    means: 'A person changed their password; all their sessions ended.',
    data: from,
  },
  'session.revoked': {
    version: 1,
    aggregate: 'user',
    means: 'A used refresh token came back, which can only be a copy; the session ended.',
    data: from,
  },
  'password.reset': {
    version: 1,
    aggregate: 'user',
    means: 'A person set a new password by a link in a mail; all their sessions ended.',
    data: from,
  },
  'email.verified': {
    version: 1,
    aggregate: 'user',
    means: 'A person proved by a link in a mail that their address is theirs.',
    data: from,
  },
  'session.started': {
    version: 1,
    aggregate: 'user',
    means: 'A person signed in.',
    data: from,
  },
  'session.ended': {
    version: 1,
    aggregate: 'user',
    means: 'A person signed out, here or on another device of theirs.',
    data: from,
  },
  'second_factor.failed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody who knew the password of this person gave a wrong code, or showed a passkey that proved nothing.',
    data: from,
  },
  'two_factor.enabled': {
    version: 1,
    aggregate: 'user',
    means:
      'A person set up an authenticator app; their password alone opens nothing any more, and their other sessions ended.',
    data: from,
  },
  'two_factor.disabled': {
    version: 1,
    aggregate: 'user',
    means: 'A person removed their authenticator app.',
    data: from,
  },
  'two_factor.reset': {
    version: 1,
    aggregate: 'user',
    means:
      'An operator took the second factors from a person who had lost them, for this reason; their sessions ended.',
    data: from.extend({ operator: z.string(), reason: z.string() }),
  },
  'recovery_codes.replaced': {
    version: 1,
    aggregate: 'user',
    means: 'A person got new recovery codes; the ones of before open nothing any more.',
    data: from,
  },
  'recovery_code.used': {
    version: 1,
    aggregate: 'user',
    means: 'A person used one of their recovery codes, which is used up by that.',
    data: from,
  },
  'passkey.added': {
    version: 1,
    aggregate: 'user',
    means: 'A person can sign in by another passkey.',
    data: from,
  },
  'passkey.removed': {
    version: 1,
    aggregate: 'user',
    means: 'A person removed a passkey, which opens nothing any more.',
    data: from,
  },
  'invitation.created': {
    version: 1,
    aggregate: 'invitation',
    means: 'Somebody was invited to work for the business.',
    data: from.extend({ ...invited, deliver: z.enum(['mail', 'link']).describe('The link was mailed, or shown') }),
  },
  'invitation.resent': {
    version: 1,
    aggregate: 'invitation',
    means: 'An invitation got a new link; the one before opens nothing any more.',
    data: from.extend({ ...invited, deliver: z.enum(['mail', 'link']) }),
  },
  'invitation.revoked': {
    version: 1,
    aggregate: 'invitation',
    means: 'An invitation was taken back.',
    data: from.extend(invited),
  },
  'member.added': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody accepted an invitation and works for the business now.',
    data: from.extend({ invitationId: id('invitation'), role, roleId }),
  },
  'member.role_changed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody has another role now, and so other rights.',
    data: from.extend({ role, roleId, before: role, beforeId: roleId }),
  },
  'member.updated': {
    version: 1,
    aggregate: 'user',
    means: 'What somebody can take on changed.',
    data: changesOf(
      z.object({
        takesConversations: z.boolean().nullable().describe('By automatic assignment; null: as the role has it'),
        capacity: z.int().nullable().describe('Open conversations at one time; null: as many as the business allows'),
        skills: z.array(z.string()),
        languages: z.array(z.string()),
      }),
    ),
  },
  'member.visibility_changed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody sees other conversations now: all, those of their teams, or their own.',
    data: from.extend({ visibility, before: visibility }),
  },
  'role.created': {
    version: 1,
    aggregate: 'role',
    means: 'The business made a role of permissions.',
    data: z.object(roleText),
  },
  'role.updated': {
    version: 1,
    aggregate: 'role',
    means: 'A role of the business has another name, or may do other things.',
    data: z.object({ ...roleText, before: z.object(roleText) }),
  },
  'role.removed': {
    version: 1,
    aggregate: 'role',
    means: 'A role of the business, which nobody had, was removed.',
    data: z.object({ name: z.string() }),
  },
  'team.created': {
    version: 1,
    aggregate: 'team',
    means: 'A team was made.',
    data: z.object({ name: z.string() }),
  },
  'team.renamed': {
    version: 1,
    aggregate: 'team',
    means: 'A team has another name now.',
    data: z.object({ name: z.string(), before: z.string() }),
  },
  'team.removed': {
    version: 1,
    aggregate: 'team',
    means: 'A team was taken away; its conversations belong to no team any more.',
    data: z.object({ name: z.string() }),
  },
  'team.joined': { version: 1, aggregate: 'team', means: 'Somebody was put into a team.', data: person },
  'team.left': { version: 1, aggregate: 'team', means: 'Somebody was taken out of a team.', data: person },
  'member.removed': {
    version: 1,
    aggregate: 'user',
    means: 'Somebody does not work for the business any more.',
    data: from.extend({ role: role.describe('What they had been') }),
  },
})
