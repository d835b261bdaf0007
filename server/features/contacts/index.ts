export { type Contact, type ContactCard, contactCards, getContact, patternsOf, searchContacts } from './contact.ts'
export { CONTACT_EVENTS } from './events.ts'
export { isLinked } from './identity.sql.ts'
export { type Identity, type IdentityKind, type Person, storedForms } from './identity.ts'
export { cardsOfPeople } from './lookup.ts'
export { type MergeRow, samePeopleAs } from './merge.sql.ts'
export {
  type ContactMerge,
  getMerge,
  listMerges,
  mergeContacts,
  mergedAmong,
  mergedSince,
  rememberMoved,
  samePeople,
  undoMerge,
} from './merge.ts'
export { type ContactConsent, wantsNothing } from './opt-outs/consent.sql.ts'
export type { Consent } from './opt-outs/consent.ts'
export {
  applyConsentUpdates,
  applyPreferences,
  type ConsentSource,
  type ContactConsentUpdate,
  consentsOf,
  type ProviderPreference,
} from './opt-outs/opt-out.ts'
export { type ConsentLanguage, type ConsentWord, consentWordOf } from './opt-outs/opt-out-words.ts'
export { readTenantPhone } from './phone/tenant-phone.ts'
export { madeHere, type ResolvedPeople, resolveContacts, resolveNamed, resolvePeople } from './resolve.ts'
export type { SearchPatterns } from './search.ts'
export { variantsOf } from './variants.ts'
