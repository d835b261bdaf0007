export { type Claim, type ClaimOptions, claim } from './claim.ts'
export { complete, type Failure, fail, release } from './settle.ts'
