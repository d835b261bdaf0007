import type { FeatureFactory } from '../../platform/feature.ts'
import { accountRoutes } from './account/account.routes.ts'
import { pushRoutes } from './account/push.routes.ts'
import { recoveryRoutes } from './account/recovery.routes.ts'
import { apiKeyRoutes } from './api-keys/api-key.routes.ts'
import { authRoutes } from './auth.routes.ts'
import { avatarRoutes } from './avatars/avatar.routes.ts'
import { invitationRoutes } from './invitations/invitation.routes.ts'
import { sweepExpired } from './jobs.ts'
import { memberRoutes } from './members/member.routes.ts'
import { announcementRoutes } from './operators/announcement.routes.ts'
import { refuseDuringMaintenance } from './operators/maintenance.ts'
import { operatorRoutes } from './operators/tenants.routes.ts'
import { passkeyRoutes } from './passkeys/passkey.routes.ts'
import { roleRoutes } from './roles/role.routes.ts'
import { teamRoutes } from './teams/team.routes.ts'
import { policyRoutes } from './two-factor/policy.routes.ts'
import { TOTP_SECRETS } from './two-factor/second-factor.ts'
import { twoFactorRoutes } from './two-factor/two-factor.routes.ts'
import { guardVisibility } from './visibility-guard.ts'

export const feature: FeatureFactory = context => ({
  name: 'identity',
  sealed: TOTP_SECRETS,
  routes: async app => {
    authRoutes(app, context)
    recoveryRoutes(app, context)
    accountRoutes(app, context)
    roleRoutes(app, context)
    teamRoutes(app, context)
    twoFactorRoutes(app, context)
    passkeyRoutes(app, context)
    policyRoutes(app, context)
    pushRoutes(app, context)
    memberRoutes(app, context)
    guardVisibility(app)
    apiKeyRoutes(app, context)
    invitationRoutes(app, context)
    operatorRoutes(app, context)
    announcementRoutes(app, context)
    refuseDuringMaintenance(app, context)
    await avatarRoutes(app, context)
  },
  jobs: () => sweepExpired(context),
})
