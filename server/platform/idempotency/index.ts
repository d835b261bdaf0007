export { deleteOldKeys } from './key.sql.ts'
export { createIdempotency, type FirstRequest, type Idempotency, type KeptAnswer } from './once.ts'
