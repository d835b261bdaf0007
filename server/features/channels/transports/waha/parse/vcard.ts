import type { SharedContact } from '../../../contract/message.ts'
import { present } from '../../../reading/json.ts'

/** Reads what a shared contact shows of a vCard: name, firm, phones, addresses of mail. */
export function readVcard(text: string): SharedContact {
  const card: SharedContact = { phones: [] }
  // A line that begins with a space goes on with the one before.
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 0) continue
    const [label = '', ...parameters] = line.slice(0, colon).split(';')
    const value = unescaped(line.slice(colon + 1)).trim()
    if (value === '') continue
    const name = label.replace(/^item\d+\./i, '').toUpperCase()
    if (name === 'FN') card.name = value
    else if (name === 'N') card.name ??= value.split(';').filter(Boolean).reverse().join(' ')
    else if (name === 'ORG') card.organization = value.replace(/;+$/, '').replaceAll(';', ', ')
    else if (name === 'EMAIL') card.emails = [...(card.emails ?? []), value]
    else if (name === 'TEL') card.phones.push(present({ phone: value, ...phoneDetails(parameters) }))
  }
  return card
}

function phoneDetails(parameters: readonly string[]): { waId?: string; type?: string } {
  const details: { waId?: string; type?: string } = {}
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=')
    if (name?.toLowerCase() === 'waid') details.waId = value
    if (name?.toLowerCase() === 'type') details.type ??= value.toUpperCase()
  }
  return details
}

const unescaped = (value: string) =>
  value.replace(/\\([\\,;nN])/g, (_, character) => (/n/i.test(character) ? '\n' : character))

/** A vCard 3.0 as WhatsApp writes it: with `waid`, the phone opens a conversation. */
export function writeVcard(contact: SharedContact): string {
  const name = contact.name ?? contact.phones[0]?.phone ?? contact.phones[0]?.waId ?? ''
  const phones = contact.phones.flatMap(({ phone, waId, type }) => {
    const shown = phone ?? (waId && `+${waId}`)
    const digits = waId ?? phone?.replace(/\D/g, '')
    return shown ? [`TEL;type=${token(type ?? 'CELL')};waid=${token(digits ?? '')}:${escaped(shown)}`] : []
  })
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escaped(name)};;;`,
    `FN:${escaped(name)}`,
    ...(contact.organization ? [`ORG:${escaped(contact.organization)};`] : []),
    ...phones,
    ...(contact.emails ?? []).map(email => `EMAIL:${escaped(email)}`),
    'END:VCARD',
  ].join('\n')
}

const escaped = (value: string) => value.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n')
/** A parameter's value holds nothing that could begin another one. */
const token = (value: string) => value.replace(/[^\w-]/g, '')
