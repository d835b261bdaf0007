export { createProcesses, type Processes } from './processes.ts'
