/** A message under construction. */
export type Content = Record<string, unknown> & { type: string }

type Body = Record<string, unknown>
type Shorthand = (body: Body, from: string) => Content

const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
}

const interactive = (type: string, body: unknown): Content => ({
  type: 'interactive',
  interactive: { type, [type]: body },
})
const reply =
  (type: string): Shorthand =>
  body =>
    interactive(type, body[type] ?? body)

/** What people need not write out: `{type: 'button_reply', id, title}`, or the pair under the type's name. */
const SHORTHANDS: Record<string, Shorthand> = {
  button_reply: reply('button_reply'),
  list_reply: reply('list_reply'),
  flow_reply: ({ response, name = 'flow', text = 'Sent' }) =>
    interactive('nfm_reply', { response_json: JSON.stringify(response ?? {}), body: text, name }),
  call_permission_reply: ({ response = 'accept', ...rest }) =>
    interactive('call_permission_reply', { response, response_source: 'user_action', ...rest }),
  edit: ({ id, text, ...rest }) =>
    id === undefined
      ? { type: 'edit', ...rest }
      : {
          type: 'edit',
          edit: { original_message_id: id, message: { context: { id: 'M0' }, type: 'text', text: { body: text } } },
        },
  revoke: ({ id, ...rest }) =>
    id === undefined ? { type: 'revoke', ...rest } : { type: 'revoke', revoke: { original_message_id: id } },
  number_change: ({ newNumber, newUserId }, from) => ({
    type: 'system',
    system: {
      body: `User changed from ${from} to ${newNumber}`,
      wa_id: newNumber,
      ...(newUserId !== undefined && { user_id: newUserId }),
      type: 'user_changed_number',
    },
  }),
  identity_change: ({ hash = 'k3YwYXBpX2lkZW50aXR5' }, from) => ({
    type: 'system',
    system: { body: 'Customer identity changed', identity: hash, wa_id: from, type: 'customer_identity_changed' },
  }),
  unsupported: body => ({ errors: [UNSUPPORTED], ...body, type: 'unsupported' }),
}

/** The whole message a shorthand stands for; undefined when the type is none. */
export function expandShorthand({ type, ...body }: Content, from: string): Content | undefined {
  return SHORTHANDS[type]?.(body, from)
}
