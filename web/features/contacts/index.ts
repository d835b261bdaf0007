export { readContactsSearch } from './search.ts'
