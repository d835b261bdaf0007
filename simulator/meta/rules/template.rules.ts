import { graphError } from '../errors.ts'
import {
  badParam,
  checkText,
  firstRefusal,
  invalid,
  isObject,
  type Json,
  missing,
  type Refusal,
  required,
} from './checks.ts'

const COMPONENTS = ['header', 'body', 'footer', 'button', 'carousel', 'limited_time_offer', 'order_status']
const BUTTONS = ['quick_reply', 'url', 'copy_code', 'flow', 'catalog', 'mpm', 'order_details', 'voice_call', 'spm']
const MAX_NAME = 512
const MAX_BUTTON_INDEX = 9

/** The frame of a template message. Whether the template exists is not known here: `132001` comes from a fault rule. */
export function checkTemplate(template: Json): Refusal {
  const refusal = checkText(template.name, "template['name']", MAX_NAME)
  if (refusal) return refusal
  if (!isObject(template.language)) return required("template['language']")
  const language = checkText(template.language.code, "template['language']['code']", 64)
  if (language) return language
  const components = template.components
  if (components === undefined) return undefined
  if (!Array.isArray(components)) return badParam("template['components']", 'must be an array.')
  for (const [index, component] of components.entries()) {
    const wrong = checkComponent(component, `template['components'][${index}]`)
    if (wrong) return wrong
  }
  return undefined
}

function checkComponent(component: unknown, path: string): Refusal {
  if (!isObject(component) || typeof component.type !== 'string') return required(`${path}['type']`)
  const type = component.type.toLowerCase()
  if (!COMPONENTS.includes(type)) return badParam(`${path}['type']`, `is not known - got "${component.type}".`)
  if (type === 'button') {
    const wrong = checkButton(component, path)
    if (wrong) return wrong
  }
  for (const [no, card] of (Array.isArray(component.cards) ? component.cards : []).entries()) {
    const parts = isObject(card) && Array.isArray(card.components) ? card.components : []
    const wrong = firstRefusal(...parts.map(part => () => checkComponent(part, `${path}['cards'][${no}]`)))
    if (wrong) return wrong
  }
  if (component.parameters === undefined) return undefined
  if (!Array.isArray(component.parameters)) return badParam(`${path}['parameters']`, 'must be an array.')
  const untyped = component.parameters.findIndex(
    parameter => !isObject(parameter) || typeof parameter.type !== 'string',
  )
  if (untyped !== -1) return required(`${path}['parameters'][${untyped}]['type']`)
  return firstRefusal(...(component.parameters as Json[]).map(parameter => () => checkParameter(parameter)))
}

/** Meta looks at the text of a parameter before it looks at the template. */
function checkParameter(parameter: Json): Refusal {
  if (String(parameter.type).toLowerCase() !== 'text') return undefined
  const { text } = parameter
  if (typeof text === 'number' || typeof text === 'boolean') return undefined
  if (typeof text !== 'string' || text.trim() === '') return missing('Parameter of type text is missing text value')
  if (!/[\n\r\t]| {5}/.test(text)) return undefined
  return graphError(132018, {
    details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
  })
}

function checkButton(component: Json, path: string): Refusal {
  if (typeof component.sub_type !== 'string') return required(`${path}['sub_type']`)
  if (!BUTTONS.includes(component.sub_type.toLowerCase())) {
    return badParam(`${path}['sub_type']`, `is not known - got "${component.sub_type}".`)
  }
  if (component.index === undefined) return missing('buttons: index of the button is required')
  const index = Number(component.index)
  if (Number.isInteger(index) && index >= 0 && index <= MAX_BUTTON_INDEX) return undefined
  return invalid(`buttons: index must be between 0 and ${MAX_BUTTON_INDEX}`)
}
