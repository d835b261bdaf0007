export type { Access, Permission, Principal } from './access.ts'
export { decodeCursor, encodeCursor } from './cursor.ts'
export { answer, errorAnswer, listAnswer, ok, okList, pageQuery } from './envelope.ts'
export { idParam, shown } from './fields.ts'
