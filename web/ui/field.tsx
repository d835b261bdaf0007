import {
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  useId,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../lib/cx.ts'

const BOX =
  'w-full rounded-sm border bg-surface px-2.5 text-ink placeholder:text-ink-3 disabled:opacity-60 aria-invalid:border-red'

interface FieldProps {
  /** Only when the field must be found from elsewhere. */
  id?: string
  label: string
  /** What to enter, or where to find it. */
  hint?: ReactNode
  /** What is wrong and what to do. */
  error?: string | null
  className?: string
}

interface Ids {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

function Frame({
  id: given,
  label,
  hint,
  error,
  className,
  children,
}: FieldProps & { children: (ids: Ids) => ReactNode }) {
  const own = useId()
  const id = given ?? own
  const described = hint || error ? `${id}-about` : undefined
  return (
    <div className={cx('grid gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {described && (
        <div id={described} className={cx('text-sm', error ? 'text-red' : 'text-ink-3')}>
          {error || hint}
        </div>
      )}
    </div>
  )
}

type Control = HTMLInputElement | HTMLSelectElement
type Problem = 'missing' | 'email' | 'wrong'

const FIRST_INVALID = 'input:invalid, select:invalid, textarea:invalid'

function problemOf({ validity, type }: Control): Problem {
  if (validity.valueMissing) return 'missing'
  return validity.typeMismatch && type === 'email' ? 'email' : 'wrong'
}

/** What the browser refuses, said below the field in the interface's language instead of in a bubble of the browser's. */
function useProblem() {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    text: problem && t(`field.${problem}`),
    clear: () => setProblem(null),
    onInvalid: (event: FormEvent<Control>) => {
      const control = event.currentTarget
      event.preventDefault()
      setProblem(problemOf(control))
      if (control.form?.querySelector(FIRST_INVALID) === control) control.focus()
    },
  }
}

type InputProps = FieldProps &
  InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement>; 'data-testid'?: string; inputClass?: string }

/** A labelled text field with a hint or an error below. */
export function Field({ id, label, hint, error, className, inputClass, onChange, ...input }: InputProps) {
  const { text, clear, onInvalid } = useProblem()
  const change: typeof onChange = event => {
    clear()
    onChange?.(event)
  }
  return (
    <Frame id={id} label={label} hint={hint} error={text || error} className={className}>
      {ids => (
        <input
          {...ids}
          {...input}
          onChange={change}
          onInvalid={onInvalid}
          className={cx(BOX, 'h-9 border-line-strong', inputClass)}
        />
      )}
    </Frame>
  )
}

type SelectProps = FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { 'data-testid'?: string }

/** A labelled choice; the system's own list, which is best on phones. */
export function SelectField({ label, hint, error, className, children, onChange, ...select }: SelectProps) {
  const { text, clear, onInvalid } = useProblem()
  const change: typeof onChange = event => {
    clear()
    onChange?.(event)
  }
  return (
    <Frame label={label} hint={hint} error={text || error} className={className}>
      {ids => (
        <select
          {...ids}
          {...select}
          onChange={change}
          onInvalid={onInvalid}
          className={cx(BOX, 'h-9 border-line-strong')}
        >
          {children}
        </select>
      )}
    </Frame>
  )
}
