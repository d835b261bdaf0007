import i18next from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What somebody refused, as the API describes it. */
export interface Refusal {
  code: number | string
  /** The same for every provider; absent in what was stored before there were meanings. */
  meaning?: string | null | undefined
  title: string
  text: string
}

/** The words of the one who refused, and the code for support. */
export function wordsOf({ code, title, text }: Refusal): string {
  const said = bare(title)
  if (!text || bare(text) === said) return `${title || text} (${code})`
  if (!title || bare(text).includes(said)) return `${text} (${code})`
  if (said.includes(bare(text))) return `${title} (${code})`
  const join = /[.!?…]$/.test(title) ? ' ' : ': '
  return `${title}${join}${text} (${code})`
}

/** Words as they are compared: providers say the same twice, with other capitals and stops. */
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s.!?…:]+$/, '')
    .trim()

/** Whether we have a sentence of our own. A server that is newer than this page may name a meaning that we do not know. */
export const isNamed = (meaning: string | null | undefined): meaning is string =>
  Boolean(meaning) && meaning !== 'refused' && i18next.exists(`meaning.${meaning}`)

/** Returns the sentence of a meaning in the interface's language; what we cannot name is said in the given words. */
export function useMeaning(): (meaning: string | null | undefined, words: string) => string {
  const { t } = useTranslation()
  return useCallback(
    (meaning, words) => (isNamed(meaning) ? t(`meaning.${meaning as 'silent'}`) : t('meaning.refused', { words })),
    [t],
  )
}

/** What is wrong with a message: a sentence for each refusal, the most telling first, and none twice. */
export function useRefusals(): (first: Refusal & { others?: Refusal[] | undefined }) => string[] {
  const meaningText = useMeaning()
  return useCallback(
    first => {
      const all = [first, ...(first.others ?? [])]
      return [...new Set(all.map(one => sentence(meaningText(one.meaning, wordsOf(one)), one)))]
    },
    [meaningText],
  )
}

/** Support looks a provider's number up; names that we gave ourselves say nothing more than the sentence. */
const sentence = (text: string, { meaning, code }: Refusal): string =>
  isNamed(meaning) && /^\d/.test(String(code)) ? `${text} (${code})` : text
