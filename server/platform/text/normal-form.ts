/** No script of the world puts so many marks on one letter; the standard for streams of text (UAX 15) draws its line there, too. */
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu

/**
 * A normal form of a stranger's text. Marks that follow one letter are put in order by comparing each with all others: 64 KB of
 * them take seconds, so what is more than thirty is left out.
 */
export const normalForm = (text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string =>
  text.replace(TOO_MANY_MARKS, '$1').normalize(form)
