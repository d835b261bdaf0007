import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from '../lib/cx.ts'
import { Spinner } from './spinner.tsx'

type Look = 'plain' | 'primary' | 'quiet' | 'accent' | 'danger'

const LOOKS: Record<Look, string> = {
  plain: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  primary: 'border-brand bg-brand text-brand-ink hover:brightness-110',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  accent: 'border-transparent bg-transparent text-brand hover:bg-brand-soft',
  danger: 'border-red bg-red text-red-ink hover:brightness-110',
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  /** Only an icon: square, named by `aria-label`. */
  icon?: boolean
  /** A round icon button, for an action beside a field. */
  round?: boolean
  busy?: boolean
  small?: boolean
  ref?: Ref<HTMLButtonElement>
  children: ReactNode
}

const shape = (small?: boolean, icon?: boolean): string =>
  cx('rounded-sm', small ? 'h-7 text-sm' : 'h-8', icon ? (small ? 'w-7' : 'w-8') : small ? 'px-2' : 'px-3')

/** The one button. A view has at most one `primary`. */
export function Button({
  look = 'plain',
  icon,
  round,
  busy,
  small,
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        'relative inline-flex shrink-0 items-center justify-center gap-1.5 border font-medium whitespace-nowrap',
        'transition-[background-color,filter] duration-100 disabled:opacity-50 disabled:hover:brightness-100',
        round ? 'size-9 rounded-full' : shape(small, icon),
        LOOKS[look],
        className,
      )}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  )
}
