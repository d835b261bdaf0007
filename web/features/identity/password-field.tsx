import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../lib/cx.ts'
import { Field } from '../../ui/field.tsx'
import { PASSWORD_MIN, type Strength, strengthOf } from './password-rules.ts'

/** The field's id, for code that sends people back to it. */
export const PASSWORD_FIELD = 'new-password'

const BARS: Record<Strength, { lit: number; tone: string }> = {
  short: { lit: 1, tone: 'bg-red' },
  own: { lit: 2, tone: 'bg-saffron' },
  plain: { lit: 2, tone: 'bg-saffron' },
  fair: { lit: 3, tone: 'bg-brand' },
  good: { lit: 4, tone: 'bg-brand' },
}

function Meter({ password, own }: { password: string; own: readonly string[] }) {
  const { t } = useTranslation()
  const length = [...password].length
  const strength = strengthOf(password, own)
  const { lit, tone } = BARS[strength]
  return (
    <span className="flex items-center gap-2" aria-live="polite">
      <span aria-hidden className="flex gap-1">
        {[1, 2, 3, 4].map(bar => (
          <span key={bar} className={cx('h-1 w-6 rounded-full', length > 0 && bar <= lit ? tone : 'bg-line-strong')} />
        ))}
      </span>
      {strength === 'short' ? t('password.short', { count: PASSWORD_MIN - length }) : t(`password.${strength}`)}
    </span>
  )
}

interface PasswordProps {
  value: string
  /** The person's own words, which the password must not be made of. */
  own: readonly string[]
  error?: string
  /** Where an old one stands beside it. */
  label?: string
  onChange: (password: string) => void
}

/** A field for a new password: it says how much is missing while a person types, and can show the password. */
export function PasswordField({ value, own, error, label, onChange }: PasswordProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <Field
        id={PASSWORD_FIELD}
        label={label ?? t('identity.password')}
        type={shown ? 'text' : 'password'}
        required
        maxLength={200}
        inputClass="pe-10"
        autoComplete="new-password"
        value={value}
        error={error}
        hint={<Meter password={value} own={own} />}
        onChange={event => onChange(event.target.value)}
        data-testid="register-password"
      />
      <button
        type="button"
        aria-label={t(shown ? 'password.hide' : 'password.show')}
        onClick={() => setShown(!shown)}
        className="absolute end-1 top-[23px] grid size-8 place-items-center rounded-sm text-ink-3 hover:text-ink"
      >
        <Icon aria-hidden className="size-[18px]" strokeWidth={1.7} />
      </button>
    </div>
  )
}
