import { AsyncLocalStorage } from 'node:async_hooks'

/** From where a person or a program asked for what is done. */
export interface Origin {
  address: string
  device: string
  /** The trace of the request. */
  trace?: string | undefined
}

const origins = new AsyncLocalStorage<Origin>()
const LONGEST_DEVICE = 200

/** Runs `work`; what people and keys are said to do in it comes from there. */
export const withOrigin = ({ address, device, trace }: Origin, work: () => void): void =>
  origins.run({ address, device: device.slice(0, LONGEST_DEVICE), trace }, work)

/** Undefined for what nobody asked for through the API. */
export const originNow = (): Origin | undefined => origins.getStore()
