export { drainIntake } from './process.ts'
