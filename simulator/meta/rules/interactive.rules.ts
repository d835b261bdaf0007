import {
  badParam,
  checkText,
  invalid,
  isObject,
  isWebUrl,
  type Json,
  lengthOf,
  missing,
  type Refusal,
  required,
} from './checks.ts'

const MAX_BODY = 1024
const MAX_LIST_BODY = 4096
const MAX_HEADER = 60
const MAX_FOOTER = 60
const MAX_BUTTONS = 3
const MAX_BUTTON_TITLE = 20
const MAX_BUTTON_ID = 256
const MAX_SECTIONS = 10
const MAX_ROWS = 10
const MAX_ROW_TITLE = 24
const MAX_ROW_ID = 200
const MAX_ROW_DESCRIPTION = 72
const MAX_PRODUCTS = 30
const HEADERS = ['text', 'image', 'video', 'document']

type Rule = (interactive: Json, action: Json) => Refusal

const ACTIONS: Record<string, Rule> = {
  button: (_, action) => checkButtons(action.buttons),
  list: (_, action) => checkList(action),
  cta_url: (_, action) => checkLink(action),
  product: (_, action) => checkProductAction(action),
  product_list: (interactive, action) => checkProductList(interactive, action),
  catalog_message: (_, action) => checkActionName(action, 'catalog_message'),
  flow: (_, action) => checkFlow(action),
  location_request_message: (_, action) => checkActionName(action, 'send_location'),
  order_details: (_, action) => checkActionName(action, 'review_and_pay'),
  order_status: (_, action) => checkActionName(action, 'review_order'),
  address_message: (_, action) => checkActionName(action, 'address_message'),
  call_permission_request: () => undefined,
  carousel: (_, action) => (Array.isArray(action.cards) ? undefined : missing('Carousel cards are required.')),
}
const BODY_OPTIONAL = new Set(['product', 'call_permission_request'])

/** Limits of interactive messages. Types are compared without case: published requests contain `BUTTON` and `LIST`. */
export function checkInteractive(interactive: Json): Refusal {
  if (typeof interactive.type !== 'string') return required("interactive['type']")
  const type = interactive.type.toLowerCase()
  const rule = ACTIONS[type]
  if (!rule) return badParam("interactive['type']", `is not a known interactive type - got "${interactive.type}".`)
  const action = interactive.action
  if (!isObject(action)) return required("interactive['action']")
  return (
    checkBody(type, interactive.body) ??
    checkHeader(interactive.header) ??
    checkFooter(interactive.footer) ??
    rule(interactive, action)
  )
}

function checkBody(type: string, body: unknown): Refusal {
  if (body === undefined) return BODY_OPTIONAL.has(type) ? undefined : required("interactive['body']")
  if (!isObject(body)) return badParam("interactive['body']", 'must be a JSON object.')
  return checkText(body.text, "interactive['body']['text']", type === 'list' ? MAX_LIST_BODY : MAX_BODY)
}

function checkHeader(header: unknown): Refusal {
  if (header === undefined) return undefined
  if (!isObject(header) || typeof header.type !== 'string') return required("interactive['header']['type']")
  const type = header.type.toLowerCase()
  if (!HEADERS.includes(type)) return invalid(`Header type ${header.type} is not supported.`)
  if (type === 'text') return checkText(header.text, "interactive['header']['text']", MAX_HEADER)
  return isObject(header[type]) ? undefined : required(`interactive['header']['${type}']`)
}

function checkFooter(footer: unknown): Refusal {
  if (footer === undefined) return undefined
  if (!isObject(footer)) return badParam("interactive['footer']", 'must be a JSON object.')
  return checkText(footer.text, "interactive['footer']['text']", MAX_FOOTER)
}

function checkButtons(buttons: unknown): Refusal {
  const count = Array.isArray(buttons) ? buttons.length : 0
  if (!Array.isArray(buttons) || count < 1 || count > MAX_BUTTONS) {
    return invalid(`Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${MAX_BUTTONS}`)
  }
  const ids = new Set<unknown>()
  for (const button of buttons) {
    const reply = isObject(button) ? button.reply : undefined
    if (!isObject(reply)) return invalid('Button reply is required.')
    if (!within(reply.title, MAX_BUTTON_TITLE)) {
      return invalid(`Button title length invalid. Min length: 1, Max length: ${MAX_BUTTON_TITLE}`)
    }
    if (!within(reply.id, MAX_BUTTON_ID)) {
      return invalid(`Button id length invalid. Min length: 1, Max length: ${MAX_BUTTON_ID}`)
    }
    if (ids.has(reply.id)) return invalid('Duplicated button ids are not allowed.')
    ids.add(reply.id)
  }
  return undefined
}

function checkList(action: Json): Refusal {
  if (!within(action.button, MAX_BUTTON_TITLE)) {
    return invalid(`Button label length invalid. Min length: 1, Max length: ${MAX_BUTTON_TITLE}`)
  }
  const sections = action.sections
  if (!Array.isArray(sections) || sections.length < 1 || sections.length > MAX_SECTIONS) {
    return invalid(`Invalid sections count. Min allowed sections: 1, Max allowed sections: ${MAX_SECTIONS}`)
  }
  const rows = sections.flatMap(section => (isObject(section) && Array.isArray(section.rows) ? section.rows : []))
  if (rows.length > MAX_ROWS) return invalid(`Total row count exceed max allowed count: ${MAX_ROWS}`)
  for (const section of sections) {
    const refusal = checkSection(section, sections.length > 1)
    if (refusal) return refusal
  }
  return new Set(rows.map(row => (row as Json).id)).size === rows.length
    ? undefined
    : invalid('Duplicated row ids are not allowed.')
}

function checkSection(section: unknown, titled: boolean): Refusal {
  if (!isObject(section) || !Array.isArray(section.rows) || section.rows.length === 0) {
    return invalid('Section rows are required.')
  }
  if (titled && !within(section.title, MAX_ROW_TITLE)) {
    return invalid(`Section title length invalid. Min length: 1, Max length: ${MAX_ROW_TITLE}`)
  }
  for (const row of section.rows) {
    const refusal = checkRow(row)
    if (refusal) return refusal
  }
  return undefined
}

function checkRow(row: unknown): Refusal {
  if (!isObject(row) || !within(row.id, MAX_ROW_ID)) {
    return invalid(`Row id length invalid. Min length: 1, Max length: ${MAX_ROW_ID}`)
  }
  if (typeof row.title !== 'string' || row.title === '') return invalid('Row title is required.')
  if (lengthOf(row.title) > MAX_ROW_TITLE) return invalid(`Row title is too long. Max length is ${MAX_ROW_TITLE}`)
  if (row.description !== undefined && !within(row.description, MAX_ROW_DESCRIPTION)) {
    return invalid(`Row description is too long. Max length is ${MAX_ROW_DESCRIPTION}`)
  }
  return undefined
}

function checkLink(action: Json): Refusal {
  const parameters = action.parameters
  if (action.name !== 'cta_url' || !isObject(parameters))
    return checkActionName(action, 'cta_url') ?? missing('parameters')
  if (!within(parameters.display_text, MAX_BUTTON_TITLE)) {
    return invalid(`Display text length invalid. Min length: 1, Max length: ${MAX_BUTTON_TITLE}`)
  }
  return isWebUrl(parameters.url) ? undefined : invalid('The url of the button is not a valid URL.')
}

function checkProductAction(action: Json): Refusal {
  if (typeof action.catalog_id !== 'string') return missing('catalog_id is required.')
  return typeof action.product_retailer_id === 'string' ? undefined : missing('product_retailer_id is required.')
}

function checkProductList(interactive: Json, action: Json): Refusal {
  if (interactive.header === undefined) return missing('Header is required for type product_list.')
  if (typeof action.catalog_id !== 'string') return missing('catalog_id is required.')
  const sections = action.sections
  if (!Array.isArray(sections) || sections.length < 1 || sections.length > MAX_SECTIONS) {
    return invalid(`Invalid sections count. Min allowed sections: 1, Max allowed sections: ${MAX_SECTIONS}`)
  }
  const products = sections.flatMap(section => (isObject(section) ? (section.product_items ?? []) : []))
  if (products.length >= 1 && products.length <= MAX_PRODUCTS) return undefined
  return invalid(`Invalid products count. Min allowed products: 1, Max allowed products: ${MAX_PRODUCTS}`)
}

function checkFlow(action: Json): Refusal {
  const parameters = action.parameters
  if (action.name !== 'flow' || !isObject(parameters)) return checkActionName(action, 'flow') ?? missing('parameters')
  if (parameters.flow_id === undefined && parameters.flow_name === undefined) {
    return missing('One of flow_id and flow_name is required.')
  }
  return typeof parameters.flow_cta === 'string' ? undefined : missing('flow_cta is required.')
}

function checkActionName(action: Json, name: string): Refusal {
  return action.name === name ? undefined : invalid(`Action name must be ${name}.`)
}

function within(value: unknown, max: number): boolean {
  return typeof value === 'string' && value !== '' && lengthOf(value) <= max
}
