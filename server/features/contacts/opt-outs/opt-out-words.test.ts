import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWords } from '../../../platform/text/index.ts'
import { consentWordOf } from './opt-out-words.ts'

const STOPS = {
  en: ['unsubscribe', 'Opt out', 'STOP ALL'],
  fr: ['arrêt', 'ARRET', 'Arrêtez !', 'désabonner', 'desabonner', 'me désinscrire'],
  ar: [
    'إيقاف',
    'ايقاف',
    'إيقــاف',
    'إِيقَاف',
    'توقف',
    'توقّف.',
    'إلغاء الاشتراك',
    'الغاء الاشتراك',
    'الغاء الإشتراك',
    'أوقف',
  ],
  es: ['baja', 'BAJA', 'darme de baja', 'cancelar suscripción', 'Cancelar suscripcion'],
  pt: ['parar', 'sair', 'SAIR!', 'cancelar inscrição', 'cancelar inscricao'],
} as const

const RESUMES = {
  en: ['unstop', 'Subscribe'],
  fr: ['reprendre', 'REPRENDRE.', 'réabonner'],
  ar: ['ابدأ', 'ابدا', 'إبدأ', 'اِبْدَأ'],
  es: ['alta', 'suscribirme'],
  pt: ['retomar', 'quero receber'],
} as const

describe('words that end messages', () => {
  it.each(Object.entries(STOPS).flatMap(([language, words]) => words.map(word => [word, language])))(
    '%s is one, in %s',
    (word, language) => expect(consentWordOf(word)).toEqual({ wants: 'stop', scope: 'all', language }),
  )

  it('are recognised in any case, with punctuation, emoji and in full width', () => {
    const forms = [
      'stop',
      'STOP',
      ' Stop. ',
      '«stop»',
      'STOP!!!',
      '🛑 stop 🛑',
      'ＳＴＯＰ',
      's\u0301top',
      '"Stop"',
      'stop\u200b',
    ]
    for (const form of forms) expect(consentWordOf(form), form).toEqual({ wants: 'stop', scope: 'all', language: null })
  })

  it('may mean promotions only', () => {
    for (const words of ['Stop promotions', 'stop pub', 'إيقاف العروض', 'parar promoções'])
      expect(consentWordOf(words), words).toMatchObject({ wants: 'stop', scope: 'marketing' })
  })

  it('are nothing inside other talk', () => {
    const talk = [
      'stop the order',
      'ne stop pas',
      'don’t stop',
      'stop stop, I mean two',
      'لا توقف الطلب',
      'la planta baja',
      'stopped',
    ]
    for (const text of talk) expect(consentWordOf(text), text).toBeNull()
  })

  it('are not those with which people answer bots and colleagues', () => {
    const ordinary = [
      'cancel',
      'cancelar',
      'annuler',
      'إلغاء',
      'الغاء',
      'end',
      'quit',
      'exit',
      'fin',
      'alto',
      'no',
      'yes',
      'oui',
    ]
    for (const text of [...ordinary, 'sí', 'sim', 'نعم', 'لا', 'menu', '1', '', '🛑'])
      expect(consentWordOf(text), text).toBeNull()
  })
})

describe('words that ask for messages again', () => {
  it.each(Object.entries(RESUMES).flatMap(([language, words]) => words.map(word => [word, language])))(
    '%s is one, in %s',
    (word, language) => expect(consentWordOf(word)).toEqual({ wants: 'resume', scope: 'all', language }),
  )

  it('are shared by languages: START', () => {
    expect(consentWordOf('Start')).toEqual({ wants: 'resume', scope: 'all', language: null })
  })
})

describe('the one form of all spellings', () => {
  const noise = fc.array(fc.constantFrom(' ', '.', '!', '…', '🛑', '🙏🏽', '\u200f', '\u0640', '\u064e', '-', '\n'), {
    maxLength: 6,
  })

  it('does not depend on what stands around a word', () => {
    const words = fc.constantFrom(...Object.values(STOPS).flat(), ...Object.values(RESUMES).flat())
    fc.assert(
      fc.property(words, noise, noise, (word, before, after) => {
        expect(consentWordOf(`${before.join('')}${word}${after.join('')}`)).toEqual(consentWordOf(word))
      }),
    )
  })

  it('is its own form, whatever it is made of, and a long text is no wish', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(foldWords(foldWords(text))).toBe(foldWords(text))
      }),
    )
    expect(consentWordOf(`stop${' '.repeat(100_000)}`)).toBeNull()
  })
})
