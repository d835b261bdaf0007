export { Reauthenticate } from './reauthenticate.tsx'
export { logOut } from './session.ts'
