import { describe, expect, it } from 'vitest'
import { superlinear } from '../../../tools/growth.ts'
import { readCodes } from '../../features/bots/ordering/codes.ts'
import { languageOf } from '../../features/bots/texts/language.ts'
import { commandOf, localeOfCommand } from '../../features/bots/texts/words.ts'
import { matchChoice } from '../../features/channels/contract/match-choice.ts'
import { nestsDeeperThan, parseJson } from '../../features/channels/reading/json.ts'
import { readMessageId } from '../../features/channels/transports/waha/message-id.ts'
import { readVcard } from '../../features/channels/transports/waha/parse/vcard.ts'
import { consentWordOf } from '../../features/contacts/opt-outs/opt-out-words.ts'
import { searchPatterns } from '../../features/contacts/search.ts'
import { variantsOf } from '../../features/contacts/variants.ts'
import { plainType } from '../../features/messaging/media/file-type.ts'
import { previewOf } from '../../features/messaging/messages/preview.ts'
import { readPhone } from '../../platform/phone/index.ts'
import { asciiDigits, fold, foldWords, readNumber, restWords } from '../../platform/text/index.ts'

const quietly = (parse: (text: string) => unknown) => (text: string) => {
  try {
    return parse(text)
  } catch {
    // A refusal is an answer, too: what is measured is how long it takes.
    return undefined
  }
}
const ITEMS = Array.from({ length: 20 }, (_, n) => ({ id: `${n}`, code: `A${n}`, available: true, choices: [] }))
const CHOICES = Array.from({ length: 10 }, (_, n) => ({ id: `c${n}`, title: `Choice number ${n}` }))
const vcard = (text: string) => `BEGIN:VCARD\nVERSION:3.0\n${text}\nEND:VCARD`

/** Everything of the server that takes a text of a stranger apart. */
const PARSERS: Record<string, [parse: (text: string) => unknown, wrap?: (text: string) => string]> = {
  'opt-out words': [consentWordOf],
  'folded texts': [fold],
  'commands of the bot': [commandOf],
  'language commands': [localeOfCommand],
  language: [languageOf],
  'folded words': [foldWords],
  numbers: [readNumber],
  'words behind a number': [restWords],
  digits: [asciiDigits],
  'order codes': [text => readCodes(text, ITEMS as never, true)],
  choices: [text => matchChoice(text, CHOICES as never)],
  vCards: [readVcard, vcard],
  'long vCard lines': [readVcard, text => vcard(`FN:${text.replaceAll('\n', ' ')}`)],
  previews: [text => previewOf('text', { text } as never)],
  'nesting of JSON': [text => nestsDeeperThan(Buffer.from(text), 64)],
  JSON: [text => parseJson(Buffer.from(text)), text => JSON.stringify({ a: text })],
  'broken JSON': [text => parseJson(Buffer.from(text))],
  'ids of messages': [readMessageId],
  searches: [searchPatterns],
  phones: [text => readPhone(text, { countries: ['GB', 'MA'], bare: 'international' })],
  'forms of phones': [variantsOf],
  'types of files': [plainType],
}

describe('what a stranger writes is read in time that grows with its length and no faster', () => {
  it.each(Object.entries(PARSERS))(
    '%s',
    (_name, [parse, wrap]) => {
      expect(superlinear(quietly(parse), wrap)).toEqual([])
    },
    60_000,
  )
})
