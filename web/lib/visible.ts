/**
 * Control and format characters, spaces, and letters that are drawn as nothing (Hangul fillers, the empty Braille
 * pattern).
 */
const UNSEEN = /[\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/gu

/** Whether anything of a text can be seen. */
export const isVisible = (text: string): boolean => text.replace(UNSEEN, '') !== ''

/** A text without invisible characters; spaces between words become one space. */
export const visiblePart = (text: string): string =>
  text
    .split(/\s+/)
    .map(word => word.replace(UNSEEN, ''))
    .filter(Boolean)
    .join(' ')
