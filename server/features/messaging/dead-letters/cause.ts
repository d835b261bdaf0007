import { BY_ITSELF } from '../../channels/index.ts'

/** What a refused attempt stores about its refusal. */
export interface AttemptError {
  code?: string | number
  meaning?: string
  title?: string
  text?: string
}

const GIVEN_UP = 'It was given up: try it again, or dismiss it.'

/** Why one attempt failed: what was wrong, then what to do about it. Null when the refusal says nothing. */
export const attemptText = (refusal: AttemptError): string | null => sentences(partsOf(refusal)) || null

/** Why a message was given up. While it was tried again nothing had to be done; now something has. */
export function causeText(refusal: AttemptError): string {
  const { wrong, next } = partsOf(refusal)
  return sentences({ wrong, next: next || GIVEN_UP })
}

function partsOf({ title = '', text = '' }: AttemptError): { wrong: string; next: string } {
  const rest = text.replace(BY_ITSELF, '').trim()
  return { wrong: title, next: rest.startsWith(title) ? rest.slice(title.length).trim() : rest }
}

const sentences = ({ wrong, next }: { wrong: string; next: string }): string =>
  [next && wrong && !/[.!?]$/.test(wrong) ? `${wrong}.` : wrong, next].filter(Boolean).join(' ')
