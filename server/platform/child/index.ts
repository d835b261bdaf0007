export { answerQuestions } from './answer.ts'
export { childEnvironment } from './environment.ts'
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'
export { Turns } from './turns.ts'
