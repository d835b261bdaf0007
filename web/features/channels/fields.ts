/**
 * The providers that ask for something, and what they ask for, in the order in which it is found there. What is `fixed` says
 * which number it is, and stays as long as the channel.
 */
export const PROVIDER_FIELDS = {
  cloud_api: [
    { name: 'phoneNumberId', secret: false, required: true, fixed: true },
    { name: 'wabaId', secret: false, required: true, fixed: false },
    { name: 'accessToken', secret: true, required: true, fixed: false },
    { name: 'appSecret', secret: true, required: true, fixed: false },
  ],
  twilio: [
    { name: 'from', secret: false, required: true, fixed: true },
    { name: 'accountSid', secret: false, required: false, fixed: false },
    { name: 'authToken', secret: true, required: false, fixed: false },
  ],
  waha: [
    { name: 'baseUrl', secret: false, required: false, fixed: true },
    { name: 'apiKey', secret: true, required: false, fixed: false },
    { name: 'session', secret: false, required: false, fixed: true },
  ],
} as const

export type FormProvider = keyof typeof PROVIDER_FIELDS

export interface CredentialField {
  name: (typeof PROVIDER_FIELDS)[FormProvider][number]['name']
  secret: boolean
  required: boolean
}

/** What was entered. What was left empty is not given: the server then takes its own, or what it has. */
export const given = (form: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''))
