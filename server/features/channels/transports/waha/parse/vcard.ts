import type { SharedContact } from '../../../contract/message.ts'
import { present } from '../../../reading/json.ts'

/** One line of a card: its name, its kind (`WORK`), and its parts between semicolons. */
interface Line {
  value: string
  parts: string[]
  type: string | undefined
  waId: string | undefined
}

type Card = SharedContact & { fullName?: string }
type CardReader = (card: Card, line: Line) => void

/** The fields of a vCard that a shared contact shows; screens do not use the others. */
const READERS: Record<string, CardReader> = {
  FN: (card, { value }) => {
    card.fullName = value
  },
  N: (card, { parts }) => {
    card.name ??= parts.filter(Boolean).reverse().join(' ')
  },
  ORG: (card, { parts: [company, ...units] }) => {
    const department = units.filter(Boolean).join(', ')
    if (company) card.organization = company
    if (department) card.department = department
  },
  TITLE: (card, { value }) => {
    card.title = value
  },
  BDAY: (card, { value }) => {
    card.birthday = value
  },
  TEL: (card, { value, waId, type }) => {
    card.phones.push(present({ phone: value, waId, type }))
  },
  EMAIL: (card, { value, type }) => {
    card.emails ??= []
    card.emails.push(value)
    if (type) card.emailTypes = { ...card.emailTypes, [value]: type }
  },
  URL: (card, { value, type }) => {
    card.urls ??= []
    card.urls.push(present({ url: value, type }))
  },
  ADR: (card, { parts: [box, extended, street, city, state, zip, country], type }) => {
    const lines = [box, extended, street].filter(Boolean).join(', ')
    const told = { street: lines, city, state, zip, country, type }
    const address = Object.fromEntries(Object.entries(told).filter(([, part]) => part))
    if (Object.keys(address).length === 0) return
    card.addresses ??= []
    card.addresses.push(address)
  },
}

/** Reads the fields of a vCard that a shared contact shows. */
export function readVcard(text: string): SharedContact {
  // A line that begins with a space continues the line before.
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .replace(QUOTED_PRINTABLE, line => line.replace(/=\r?\n/g, ''))
    .split(/\r?\n/)
    .flatMap(splitLine)
  const labels = new Map(lines.filter(line => line.name === 'X-ABLABEL').map(({ group, raw }) => [group, labelOf(raw)]))
  const card: Card = { phones: [] }
  for (const { group, name, parameters, raw } of lines) {
    const value = unescaped(raw).trim()
    if (value === '' || !Object.hasOwn(READERS, name)) continue
    const { waId, type } = detailsOf(parameters)
    const parts = raw.split(/(?<!\\);/).map(part => unescaped(part).trim())
    READERS[name]!(card, { value, parts, waId, type: type ?? (group ? labels.get(group) : undefined) })
  }
  const { fullName, ...read } = card
  return present({ ...read, name: fullName ?? read.name })
}

/** `item1.TEL;type=CELL:…`: the group, the name, the parameters, and what stands after the colon. */
function splitLine(line: string) {
  const colon = line.indexOf(':')
  if (colon < 0) return []
  const [label = '', ...parameters] = line.slice(0, colon).split(';')
  const [, group, name = ''] = /^(?:([\w-]+)\.)?(.*)$/.exec(label) ?? []
  const value = line.slice(colon + 1)
  const raw = isQuotedPrintable(parameters) ? fromQuotedPrintable(value) : value
  return [{ group: group?.toLowerCase(), name: name.toUpperCase(), parameters, raw: raw.replace(SCHEME, '') }]
}

/** Old phones write letters beyond ASCII as bytes, `=D8=A3`, and end a long line with `=`. */
const QUOTED_PRINTABLE = /^[^:\r\n]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:](?:[^\r\n]*=\r?\n)*[^\r\n]*/gim
const isQuotedPrintable = (parameters: readonly string[]): boolean =>
  parameters.some(parameter => /^(?:ENCODING=)?QUOTED-PRINTABLE$/i.test(parameter))
const fromQuotedPrintable = (value: string): string =>
  value.replace(/(?:=[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
/** Cards of version 4 write phones and mail as addresses. */
const SCHEME = /^(?:tel|mailto):/i

/** Phones write the name of a kind between signs: `_$!<Home>!$_`. */
const labelOf = (raw: string): string | undefined =>
  unescaped(raw)
    .replace(/^_\$!<(.*)>!\$_$/, '$1')
    .trim()
    .toUpperCase() || undefined

/** These say how a line is written, or that it is preferred, and not what it is for. */
const NO_KIND = new Set(['INTERNET', 'PREF', 'X400'])

/** `type=HOME`, `TYPE="work,voice"`, and in old cards just `HOME`. */
function detailsOf(parameters: readonly string[]): { waId?: string; type?: string } {
  const details: { waId?: string; type?: string } = {}
  for (const parameter of parameters) {
    const [name = '', value] = parameter.split('=')
    if (name.toLowerCase() === 'waid') details.waId = value ?? ''
    const kinds = name.toLowerCase() === 'type' ? (value ?? '') : value === undefined ? name : ''
    const [kind] = kinds
      .replaceAll('"', '')
      .toUpperCase()
      .split(',')
      .filter(one => one && !NO_KIND.has(one))
    if (kind) details.type ??= kind
  }
  return details
}

const unescaped = (value: string) =>
  value.replace(/\\([\\,;nN])/g, (_, character) => (/n/i.test(character) ? '\n' : character))

/** A vCard 3.0 as WhatsApp writes it: because of `waid` the phone can open a conversation. */
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
/** A parameter's value without characters that could begin another parameter. */
const token = (value: string) => value.replace(/[^\w-]/g, '')
