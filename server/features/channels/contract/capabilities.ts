import type { Capabilities, Transport } from './transport.ts'

/** What can be done with a channel besides sending. */
export const abilitiesOf = ({ linking, rehearsal, webhook }: Transport) => ({
  linked: linking !== undefined,
  testable: !rehearsal,
  webhook: webhook?.enteredBy === 'person',
  rehearsal: rehearsal === true,
})

/** What a channel can carry, each as yes or no. */
export function flagsOf(capabilities: Capabilities): Record<string, boolean> {
  const { media, buttons, listRows, textLength: _length, ...flags } = capabilities
  return {
    ...flags,
    media: Object.keys(media).length > 0,
    // A form that a provider lacks is rendered as numbered text, so it can be sent everywhere.
    interactive: true,
    buttons: buttons > 0,
    lists: listRows > 0,
  }
}

/** The sizes and counts behind the flags. */
export const limitsOf = ({ textLength, buttons, listRows, media }: Capabilities) => ({
  textLength,
  buttons,
  listRows,
  media: Object.fromEntries(
    Object.entries(media).map(([kind, limit]) => [kind, { ...limit, mimeTypes: [...limit.mimeTypes] }]),
  ),
})
