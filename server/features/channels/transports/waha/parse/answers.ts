import type { Interactive, MessageContent } from '../../../contract/message.ts'
import { nestsDeeperThan, objectOf, parseJson, present, textOf } from '../../../reading/json.ts'
import { type EngineData, field } from './engine.ts'

type Json = Record<string, unknown>

type Reply = { type: 'interactive' | 'button'; content: MessageContent }

/** A tap on a button or a row, in the fields of GOWS and NOWEB. */
export function readAnswer(message: Json): Reply | undefined {
  const buttons = objectOf(message.buttonsResponseMessage)
  const list = objectOf(message.listResponseMessage)
  const template = objectOf(message.templateButtonReplyMessage)
  const native = objectOf(message.interactiveResponseMessage)
  const flow =
    objectOf(native?.nativeFlowResponseMessage) ??
    objectOf(objectOf(native?.InteractiveResponseMessage)?.NativeFlowResponseMessage)
  if (buttons) {
    const id = textOf(field(buttons, 'selectedButtonID', 'selectedButtonId'))
    const shown = field(buttons, 'selectedDisplayText') ?? field(objectOf(buttons.Response), 'SelectedDisplayText')
    return tapped('button_reply', id, textOf(shown))
  }
  if (list) {
    const row = textOf(field(objectOf(list.singleSelectReply), 'selectedRowID', 'selectedRowId'))
    return tapped('list_reply', row, textOf(list.title), textOf(list.description))
  }
  if (template) {
    const payload = textOf(field(template, 'selectedID', 'selectedId'))
    const text = textOf(template.selectedDisplayText) ?? payload ?? ''
    return { type: 'button', content: { button: present({ payload, text }) } }
  }
  return flow ? readFlow(flow, textOf(objectOf(native?.body)?.text)) : undefined
}

/** The same from WEBJS, whose web client has flat fields. */
export function readWebAnswer(payload: Json, { type }: EngineData): Reply | undefined {
  const data = objectOf(payload._data)
  const body = textOf(payload.body)
  if (type === 'buttons_response') return tapped('button_reply', textOf(data?.selectedButtonId), body)
  if (type === 'list_response') {
    const list = objectOf(data?.listResponse)
    const row = textOf(objectOf(list?.singleSelectReply)?.selectedRowId) ?? textOf(data?.selectedRowId)
    return tapped('list_reply', row, textOf(list?.title) ?? body, textOf(list?.description))
  }
  if (type !== 'template_button_reply') return undefined
  const button = present({ payload: textOf(data?.selectedId), text: body ?? textOf(data?.selectedId) ?? '' })
  return { type: 'button', content: { button } }
}

function tapped(kind: 'button_reply' | 'list_reply', id?: string, title?: string, description?: string): Reply {
  const named = id ?? title ?? ''
  const interactive: Interactive =
    kind === 'button_reply'
      ? { kind, id: named, title: title ?? named }
      : present({ kind, id: named, title: title ?? named, description })
  return { type: 'interactive', content: { interactive } }
}

const MAX_FORM_DEPTH = 16

/** WhatsApp's own forms in which a row of a list is tapped; the other forms are buttons. */
const LISTS = new Set(['menu_options', 'single_select'])

/**
 * Native buttons and lists answer with JSON in a text, and with what was tapped beside it; a text that is no JSON stays
 * as it is.
 */
function readFlow(flow: Json, shown: string | undefined): Reply {
  const name = textOf(flow.name)
  const given = textOf(field(flow, 'paramsJSON', 'paramsJson')) ?? ''
  const response = readJson(given)
  const told = objectOf(response)
  const id = textOf(told?.id)
  const title = textOf(told?.title) ?? shown
  if (id !== undefined && LISTS.has(name ?? '')) return tapped('list_reply', id, title, textOf(told?.description))
  if (id !== undefined) return tapped('button_reply', id, title)
  const token = textOf(told?.flow_token)
  const interactive = present({ kind: 'form_reply' as const, name, token, response: response ?? given })
  return { type: 'interactive', content: { interactive } }
}

function readJson(text: string): unknown {
  const bytes = Buffer.from(text)
  if (nestsDeeperThan(bytes, MAX_FORM_DEPTH)) return undefined
  try {
    return parseJson(bytes)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
