import { objectOf, parseJson, textOf } from '../../../reading/json.ts'
import type { Params } from '../webhook/params.ts'

/** `ReferralSourceType`, `Referral[SourceType]` and `Referral.SourceType` are the same. */
const FLAT = /^Referral[[.]?(\w+)\]?$/

/**
 * The ad or post that a customer came from, with Meta's names (`source_type`, `ctwa_clid` …), whether Twilio sends it flattened
 * or as one JSON value. Undefined when there is none.
 */
export function readReferral(params: Params): Record<string, unknown> | undefined {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(nested(params.Referral))) put(found, name, value)
  for (const [name, value] of Object.entries(params)) {
    const part = FLAT.exec(name)?.[1]
    if (part !== undefined) put(found, part, value)
  }
  // Without a referral Twilio still counts its media.
  const { num_media: _, ...said } = found
  return Object.keys(said).length > 0 ? found : undefined
}

function put(into: Record<string, unknown>, name: string, value: unknown): void {
  const text = textOf(value)
  if (text !== undefined) into[snake(name)] = text
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

function nested(value: unknown): Record<string, unknown> {
  return objectOf(typeof value === 'string' ? jsonOf(value) : value) ?? {}
}

/** The JSON in a parameter; undefined when it is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return parseJson(Buffer.from(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
