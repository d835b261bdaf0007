/**
 * What can be wrong with a message or a channel, by a name that stays the same for every provider: it is in the API,
 * and the web app has a sentence for each in every language. A name that was published is not given another meaning.
 */
export const MEANINGS = [
  // access, and the account behind it
  'access_refused',
  'permission_missing',
  'number_unknown',
  'account_unknown',
  'number_of_other_account',
  'number_not_registered',
  'registration_failed',
  'name_not_approved',
  'payment_problem',
  'account_restricted',
  'account_disabled',
  'account_deleted',
  'review_rejected',
  'connection_ended',
  'country_not_allowed',
  'sender_misconfigured',
  'server_not_reachable',
  'number_claimed',
  'number_confirmed_elsewhere',
  'sender_not_of_account',
  'claim_expired',
  // linked phones
  'phone_not_linked',
  'session_unknown',
  'session_stopped',
  'session_starting',
  'session_failed',
  'passkey_needed',
  'confirm_on_phone',
  // limits, and times when a provider is away
  'rate_limited',
  'customer_rate_limited',
  'limit_reached',
  'spam_limited',
  'provider_problem',
  'provider_unreachable',
  'provider_answers_oddly',
  'queued_too_long',
  'few_taken',
  'no_reports',
  'silent',
  // the customer
  'not_on_whatsapp',
  'number_invalid',
  'own_number',
  'test_recipient',
  'marketing_withheld',
  'phone_unknown',
  'window_closed',
  'opted_out',
  'marketing_opted_out',
  'blocked_by_customer',
  'customer_unreachable',
  'not_delivered',
  'device_changed',
  'device_unsupported',
  'group_empty',
  'group_unknown',
  'group_suspended',
  // what was to be sent
  'template_unknown',
  'template_mismatch',
  'template_paused',
  'template_disabled',
  'template_rejected',
  'template_not_here',
  'form_blocked',
  'form_too_often',
  'content_refused',
  'policy_violation',
  'text_too_long',
  'type_unsupported',
  'media_not_fetched',
  'media_refused',
  'media_too_large',
  'media_missing',
  'media_not_read',
  'upload_failed',
  // what came in
  'undecryptable',
  'unreadable',
  'history_not_shared',
  // what happened here
  'channel_removed',
  'waited_too_long',
  'not_started',
  'sent_again',
  'settled_not_arrived',
  'not_sent_then',
  'cannot_be_opened',
  'processing_failed',
  // the provider's own words say more than we can
  'refused',
] as const

export type Meaning = (typeof MEANINGS)[number]

/** Why a channel is not connected: for people, and by the name of its meaning. */
export interface StatusCause {
  reason: string
  meaning: Meaning
}
