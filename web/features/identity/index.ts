export { logOut } from './session.ts'
