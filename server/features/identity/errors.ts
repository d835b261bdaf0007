import { defineErrors } from '../../platform/errors/index.ts'

export const ERRORS = defineErrors({
  EMAIL_TAKEN: {
    status: 409,
    message: 'An account with this e-mail address exists already. Sign in with it, or register another address.',
  },
  INVALID_CREDENTIALS: { status: 401, message: 'E-mail address or password is wrong.' },
  PASSWORD_COMMON: {
    status: 400,
    message: 'This password is one of the first that everybody tries. Take several words that do not belong together.',
  },
  PASSWORD_OWN_WORDS: {
    status: 400,
    message:
      'This password is made of your name, address or business. Take several words that have nothing to do with them.',
  },
  SECOND_FACTOR_REQUIRED: {
    status: 401,
    message:
      'The password is right, and this account has two-factor sign-in. Send a code with POST /api/v1/auth/login/second-factor and the challenge of details, or the password again with totp.',
  },
  SECOND_FACTOR_WRONG: {
    status: 401,
    message: 'This code is wrong, or was used before. Send the one that the app shows now, or a recovery code.',
  },
  CHALLENGE_INVALID: {
    status: 401,
    message: 'This sign-in took too long, or had too many wrong codes. Begin again with the password.',
  },
  CODE_WRONG: {
    status: 422,
    message: 'This code is wrong, or was used before. Send the one that the app shows now.',
  },
  TOTP_IN_USE: { status: 409, message: 'An authenticator app is set up already. Remove it before you set up another.' },
  TOTP_MISSING: { status: 409, message: 'No authenticator app is set up, or none was begun.' },
  PASSKEYS_UNAVAILABLE: {
    status: 422,
    message:
      'Browsers keep passkeys for names, and this server is known by a bare address. Give it a name in PUBLIC_URL.',
  },
  PASSKEYS_FULL: { status: 409, message: 'This account has 20 passkeys, and no more fit. Remove one first.' },
  PASSKEY_REFUSED: {
    status: 422,
    message:
      'This passkey could not be added: it took too long, is known already, or answers something else. Try again.',
  },
  PASSKEY_UNKNOWN: {
    status: 401,
    message: 'This passkey opens nothing here. Sign in by password, or with another passkey.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 409,
    message:
      'For this you need a second factor that stays: to ask others for one, and as long as a business of yours asks for one.',
  },
  AVATAR_MISSING: { status: 400, message: 'Send the picture as multipart/form-data, in a field named file.' },
  AVATAR_TOO_LARGE: { status: 413, message: 'The picture is larger than 5 MB.' },
  AVATAR_UNREADABLE: { status: 422, message: 'This is no picture that can be read here. Send a JPEG, PNG or WebP.' },
  BUSY: {
    status: 503,
    message: 'Too many people sign in at this moment. Try again in a few seconds.',
    retryable: true,
  },
  WRONG_PASSWORD: { status: 403, message: 'The current password is wrong.' },
  INVALID_REFRESH_TOKEN: { status: 401, message: 'This refresh token is no longer valid. Sign in again.' },
  NO_BUSINESS: {
    status: 403,
    message: 'You belong to no business any more. Ask an administrator of the business to invite you.',
  },
  TENANT_SUSPENDED: { status: 403, message: 'This business is suspended. Ask the operator of the platform.' },
  LAST_ADMIN: {
    status: 409,
    message: 'This is the only administrator. Make somebody else an administrator first.',
  },
  ALREADY_MEMBER: { status: 409, message: 'Somebody with this address works for your business already.' },
  ALREADY_INVITED: {
    status: 409,
    message: 'This address is invited already. Send that invitation again, or revoke it.',
  },
  MAIL_NOT_CONFIGURED: {
    status: 422,
    message: 'This server sends no mail. Ask for the link (deliver: "link") and pass it on yourself.',
  },
  INVITATION_INVALID: {
    status: 404,
    message: 'This invitation was accepted, taken back or has expired. Ask for a new one.',
  },
  INVITATION_OTHER_ADDRESS: {
    status: 409,
    message: 'This invitation is for another address than the one you are signed in with. Sign out first.',
  },
  PASSWORD_NEEDED: {
    status: 422,
    message: 'Send the password of the account with this address; for a new account send a name, too.',
  },
  TEAM_NAME_TAKEN: { status: 409, message: 'Another team has this name already. Give this one a name of its own.' },
  TEAMS_FULL: { status: 422, message: 'Your business has as many teams as there may be. Take one away first.' },
  ROLE_NAME_TAKEN: { status: 409, message: 'Another role has this name already. Give this one a name of its own.' },
  ROLES_FULL: { status: 422, message: 'Your business has as many roles as there may be. Remove one first.' },
  ROLE_IN_USE: {
    status: 409,
    message: 'Somebody has this role, or is invited with it. Give them another one first.',
  },
  ROLE_EXCEEDS: {
    status: 403,
    message: 'This role may do what you may not do yourself, so you can neither give it nor change who has it.',
  },
  VISIBILITY_LIMITED: {
    status: 403,
    message:
      'This tells of all conversations, and you may see some of them only. Ask an administrator of your business.',
  },
  LINK_INVALID: {
    status: 404,
    message: 'This link was used already, has expired, or a newer one was sent. Ask for a new one.',
  },
})
