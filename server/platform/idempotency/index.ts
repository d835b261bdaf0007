export { deleteOldKeys } from './key.sql.ts'
export { type Answer, createIdempotency, type Idempotency, type Once } from './once.ts'
