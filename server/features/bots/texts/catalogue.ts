import type { en } from './en.ts'

/** A sentence with `{places}`, or one for each plural form of `{count}`. */
export type Text = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { other: string })

export type TextKey = keyof typeof en

/** Every text of one language. */
export type Texts = Record<TextKey, Text>
