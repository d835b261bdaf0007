import type { ProviderError } from '../../../contract/message.ts'
import { objectOf, present, textOf } from '../../../reading/json.ts'
import { NO_OBJECT } from '../codes.ts'

/** One error as Meta writes it, in webhooks and in answers. */
export function readError(value: unknown): ProviderError | undefined {
  const error = objectOf(value)
  if (!error) return undefined
  const code = codeOf(error)
  return present({
    code,
    title: textOf(error.title) ?? textOf(error.type),
    message: textOf(error.message),
    details: textOf(objectOf(error.error_data)?.details) ?? textOf(error.error_data) ?? textOf(error.details),
  })
}

function codeOf({ code, error_subcode: subcode }: Record<string, unknown>): number | string {
  if (Number(code) === 100 && Number(subcode) === 33) return NO_OBJECT
  return typeof code === 'number' ? code : (textOf(code) ?? 'unknown')
}

/** `errors` of a message, a status or a value, a list or one of them; entries that are no errors are left out. */
export const readErrors = (value: unknown): ProviderError[] => [value].flat().flatMap(item => readError(item) ?? [])
