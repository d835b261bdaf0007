import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from 'react'
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

type InputProps = FieldProps &
  InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement>; 'data-testid'?: string; inputClass?: string }

/** A labelled text field with a hint or an error below. */
export function Field({ id, label, hint, error, className, inputClass, ...input }: InputProps) {
  return (
    <Frame id={id} label={label} hint={hint} error={error} className={className}>
      {ids => <input {...ids} {...input} className={cx(BOX, 'h-9 border-line-strong', inputClass)} />}
    </Frame>
  )
}

type SelectProps = FieldProps & SelectHTMLAttributes<HTMLSelectElement> & { 'data-testid'?: string }

/** A labelled choice; the system's own list, which is best on phones. */
export function SelectField({ label, hint, error, className, children, ...select }: SelectProps) {
  return (
    <Frame label={label} hint={hint} error={error} className={className}>
      {ids => (
        <select {...ids} {...select} className={cx(BOX, 'h-9 border-line-strong')}>
          {children}
        </select>
      )}
    </Frame>
  )
}
