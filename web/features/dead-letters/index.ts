export { deadLettersQuery } from './queries.ts'
