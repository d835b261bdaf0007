import { fold } from '../../../platform/text/index.ts'

/** What a column of a file is for us. `field:city` is a field of the business's own. */
export type Target = 'name' | 'firstName' | 'lastName' | 'phone' | 'locale' | 'ignore' | `field:${string}`

export const TARGET = /^(name|firstName|lastName|phone|locale|ignore|field:[A-Za-z][A-Za-z0-9_]{0,63})$/

/** Headers that people and other programs write, in English, French and Arabic. */
const HEADERS: Record<string, readonly string[]> = {
  name: [
    ...['name', 'full name', 'display name', 'contact', 'contact name', 'customer', 'customer name', 'client'],
    ...['nom', 'nom complet', 'nom et prénom', 'nom du client', 'nom client', 'client', 'intitulé'],
    ...['الاسم', 'اسم', 'الاسم الكامل', 'اسم العميل', 'اسم الزبون', 'العميل', 'الزبون', 'جهة الاتصال'],
  ],
  firstName: [...['first name', 'given name', 'forename', 'prénom', 'prenom'], ...['الاسم الأول', 'الاسم الشخصي']],
  lastName: [
    ...['last name', 'family name', 'surname', 'nom de famille'],
    ...['اسم العائلة', 'اللقب', 'الكنية', 'الاسم العائلي'],
  ],
  phone: [
    ...[
      'phone',
      'phone number',
      'phone 1 - value',
      'mobile',
      'mobile phone',
      'mobile number',
      'cell',
      'cell phone',
      'number',
      'tel',
    ],
    ...['telephone', 'telephone number', 'whatsapp', 'whatsapp number', 'msisdn', 'wa id'],
    ...[
      'téléphone',
      'numéro',
      'numéro de téléphone',
      'n° de téléphone',
      'portable',
      'mobile',
      'gsm',
      'tél',
      'numéro whatsapp',
    ],
    ...[
      'الهاتف',
      'هاتف',
      'رقم الهاتف',
      'الجوال',
      'جوال',
      'رقم الجوال',
      'الموبايل',
      'موبايل',
      'رقم الموبايل',
      'المحمول',
    ],
    ...['رقم', 'الرقم', 'واتساب', 'رقم الواتساب', 'رقم واتساب', 'النقال', 'رقم النقال'],
  ],
  locale: [...['language', 'locale', 'lang', 'langue', 'اللغة', 'لغة']],
  // What our own export adds and nobody can bring in.
  ignore: ['opted out at', 'no marketing since', 'created at', 'id'],
}

const plain = (header: string): string =>
  fold(header)
    .replace(/[_:*.\-/\\()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const TARGETS = new Map(
  Object.entries(HEADERS).flatMap(([target, headers]) =>
    headers.map((header): [string, Target] => [plain(header), target as Target]),
  ),
)

/**
 * What each column is, by its header. An unknown header becomes a field of the business's own; the second column for the same
 * thing is left out, because a guess between two numbers would be one too many.
 */
export function targetsOf(headers: readonly string[]): Target[] {
  const taken = new Set<Target>()
  return headers.map((header, index) => {
    const target = TARGETS.get(plain(header)) ?? ownField(header, index)
    if (target === 'ignore') return target
    if (taken.has(target)) return 'ignore'
    taken.add(target)
    return target
  })
}

/** Names of fields are letters and digits of ASCII; a header in another script gets one by its place. */
function ownField(header: string, index: number): Target {
  if (header.trim() === '') return 'ignore'
  const name = header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .trim()
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^[^A-Za-z]+|_+$/g, '')
    .slice(0, 64)
  return name === '' ? `field:column_${index + 1}` : `field:${name}`
}
