export { DEMO_LOGIN, type DemoLogin, seedDemo } from './seed.ts'
