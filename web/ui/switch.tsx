import { Switch as Radix } from 'radix-ui'
import { useId } from 'react'

interface SwitchProps {
  label: string
  /** What changes when it is on. */
  about: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** On or off, with a sentence on what that means. */
export function Switch({ label, about, checked, disabled, onChange }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <Radix.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-describedby={`${id}-about`}
        className="mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors duration-100 disabled:opacity-60 data-[state=checked]:border-brand data-[state=checked]:bg-brand"
      >
        <Radix.Thumb className="size-3.5 rounded-full bg-ink-3 transition-transform duration-100 data-[state=checked]:translate-x-4 data-[state=checked]:bg-brand-ink rtl:data-[state=checked]:-translate-x-4" />
      </Radix.Root>
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-about`} className="text-sm text-ink-2">
          {about}
        </p>
      </div>
    </div>
  )
}
