import { type GraphAnswer, graphError } from '../errors.ts'

/** A JSON object whose members are not yet known. */
export type Json = Record<string, unknown>

/** A refusal, or undefined when the rule is satisfied. */
export type Refusal = GraphAnswer | undefined

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `(#100) The parameter X is required.` */
export function required(path: string): GraphAnswer {
  return graphError(100, { message: `(#100) The parameter ${path} is required.` })
}

/** `(#100) Param X …` */
export function badParam(path: string, problem: string): GraphAnswer {
  return graphError(100, { message: `(#100) Param ${path} ${problem}` })
}

/** `(#131009) Parameter value is not valid` with the reason in the details. */
export function invalid(details: string): GraphAnswer {
  return graphError(131009, { details })
}

/** `(#131008) Required parameter is missing` with the reason in the details. */
export function missing(details: string): GraphAnswer {
  return graphError(131008, { details })
}

/** Length in characters as people count them: an emoji outside the basic plane is one. */
export function lengthOf(text: string): number {
  let length = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit <= 0xdbff) length--
  }
  return length
}

/** A mandatory non-empty string of at most `max` characters. */
export function checkText(value: unknown, path: string, max: number): Refusal {
  if (value === undefined || value === null || value === '') return required(path)
  if (typeof value !== 'string') return badParam(path, 'must be a string.')
  if (lengthOf(value) > max) return badParam(path, `must be at most ${max} characters long.`)
  return undefined
}

/** The same, when present. */
export function checkOptionalText(value: unknown, path: string, max: number): Refusal {
  if (value === undefined || value === null || value === '') return undefined
  return checkText(value, path, max)
}

/** An absolute http(s) URL. */
export function isWebUrl(value: unknown): boolean {
  if (typeof value !== 'string') return false
  return /^https?:\/\//i.test(value) && URL.canParse(value)
}

/** Runs rules in order and returns the first refusal. */
export function firstRefusal(...rules: (() => Refusal)[]): Refusal {
  for (const rule of rules) {
    const refusal = rule()
    if (refusal) return refusal
  }
  return undefined
}
