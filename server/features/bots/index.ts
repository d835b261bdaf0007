export type { Plugin } from './plugin.ts'
