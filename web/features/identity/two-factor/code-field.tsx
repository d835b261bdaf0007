import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'

interface CodeProps {
  value: string
  onChange: (code: string) => void
  /** A recovery code; otherwise the app's six digits. */
  recovery?: boolean
  autoFocus?: boolean
  /** What else may be entered here. */
  hint?: string
  ref?: Ref<HTMLInputElement>
}

/** A field for a code: digits, which phones offer to fill in, or one of the long codes. */
export function CodeField({ value, onChange, recovery, hint, ...rest }: CodeProps) {
  const { t } = useTranslation()
  return (
    <Field
      {...rest}
      label={t(recovery ? 'twoFactor.recoveryCode' : 'twoFactor.code')}
      hint={hint}
      required
      dir="ltr"
      inputMode={recovery || hint ? 'text' : 'numeric'}
      autoComplete={recovery ? 'off' : 'one-time-code'}
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      inputClass="num text-start tracking-widest"
      value={value}
      onChange={event => onChange(event.target.value)}
      data-testid="code"
    />
  )
}
