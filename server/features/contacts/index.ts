export { type Contact, type ContactCard, contactCards, getContact, searchContacts } from './contact.ts'
export type { Identity, IdentityKind } from './identity.ts'
export { type Person, resolveContacts } from './resolve.ts'
