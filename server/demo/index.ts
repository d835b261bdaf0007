export { DEMO_EMAIL, type DemoLogin, seedDemo } from './seed.ts'
