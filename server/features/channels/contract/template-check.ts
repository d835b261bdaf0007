import { arrayOf, objectOf } from '../reading/json.ts'

/** A parameter of a template that WhatsApp always refuses, and why. */
export interface TemplateFlaw {
  /** Within `components`: `0.parameters.1.text`. */
  path: string
  /** For people: what is wrong with the parameter. */
  problem: string
}

/** Where the text of a parameter stands, by the parameter's type. */
const PLACES: Record<string, readonly [object: string | null, key: string]> = {
  text: [null, 'text'],
  currency: ['currency', 'fallback_value'],
  date_time: ['date_time', 'fallback_value'],
  coupon_code: [null, 'coupon_code'],
}

/**
 * The first parameter of a template that the provider refuses whatever the template says; undefined when there is none.
 */
export function templateFlaw(components: readonly unknown[] | undefined, at = ''): TemplateFlaw | undefined {
  for (const [no, item] of (components ?? []).entries()) {
    const component = objectOf(item)
    for (const [index, given] of arrayOf(component?.parameters).entries()) {
      const flaw = parameterFlaw(objectOf(given) ?? {}, `${at}${no}.parameters.${index}`)
      if (flaw) return flaw
    }
    for (const [index, card] of arrayOf(component?.cards).entries()) {
      const flaw = templateFlaw(arrayOf(objectOf(card)?.components), `${at}${no}.cards.${index}.components.`)
      if (flaw) return flaw
    }
  }
  return undefined
}

function parameterFlaw(parameter: Record<string, unknown>, at: string): TemplateFlaw | undefined {
  const type = typeof parameter.type === 'string' ? parameter.type.toLowerCase() : ''
  const place = Object.hasOwn(PLACES, type) ? PLACES[type]! : undefined
  if (!place) return undefined
  const [within, key] = place
  const holder = within === null ? parameter : objectOf(parameter[within])
  const problem = textProblem(holder?.[key])
  return problem === undefined ? undefined : { path: [at, within, key].filter(Boolean).join('.'), problem }
}

/** Meta: "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"; and never an empty one. */
function textProblem(text: unknown): string | undefined {
  // In Meta's own examples numbers and booleans stand in the place of texts.
  if (typeof text === 'number' || typeof text === 'boolean') return undefined
  if (typeof text !== 'string') return 'must be a text'
  if (text.replace(/\p{Cf}/gu, '').trim() === '') return 'must not be empty'
  if (/[\n\r\v\f\u0085\u2028\u2029]/.test(text)) return 'must not have line breaks'
  if (text.includes('\t')) return 'must not have tabs'
  return / {5}/.test(text) ? 'must not have more than four spaces in a row' : undefined
}
