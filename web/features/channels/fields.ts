/** The providers that ask for something, and what they ask for, in the order in which it is found there. */
export const PROVIDER_FIELDS = {
  cloud_api: [
    { name: 'phoneNumberId', secret: false, required: true },
    { name: 'wabaId', secret: false, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'appSecret', secret: true, required: true },
  ],
  twilio: [
    { name: 'from', secret: false, required: true },
    { name: 'accountSid', secret: false, required: false },
    { name: 'authToken', secret: true, required: false },
  ],
  waha: [
    { name: 'baseUrl', secret: false, required: false },
    { name: 'apiKey', secret: true, required: false },
    { name: 'session', secret: false, required: false },
  ],
} as const

export type FormProvider = keyof typeof PROVIDER_FIELDS
