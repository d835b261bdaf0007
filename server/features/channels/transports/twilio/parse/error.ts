import type { ProviderError } from '../../../contract/message.ts'
import { present, textOf } from '../../../reading/json.ts'
import { errorMeaning } from '../codes.ts'
import type { Params } from '../webhook/params.ts'

/** The error that Twilio names in a message or a status, in either direction; undefined when there is none. */
export function readError(params: Params): ProviderError | undefined {
  const given = textOf(params.ErrorCode)
  if (given === undefined || given === '0') return undefined
  const code = /^\d{1,9}$/.test(given) ? Number(given) : given.slice(0, 64)
  return present({ code, title: errorMeaning(code).text, message: errorWords(params) })
}

/** The same error in words. */
export const errorWords = (params: Params): string | undefined =>
  textOf(params.ChannelStatusMessage) ?? textOf(params.ErrorMessage)
