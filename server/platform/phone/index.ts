export { PHONE_FAULTS, type PhoneContext, type PhoneFault, type PhoneReading, readPhone } from './read-phone.ts'
