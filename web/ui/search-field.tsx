import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { Kbd } from './kbd.tsx'

interface SearchProps {
  value: string
  onChange: (text: string) => void
  label: string
  keys?: string
  ref?: Ref<HTMLInputElement>
  className?: string
}

/** Searches the list below; Esc clears the field, then leaves it. */
export function SearchField({ value, onChange, label, keys, ref, className = '' }: SearchProps) {
  return (
    <label
      className={`flex h-[34px] items-center gap-2 rounded-md bg-sunken px-2.5 text-ink-3 focus-within:outline-2 focus-within:outline-brand ${className}`}
    >
      <Search aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
      <input
        ref={ref}
        type="search"
        value={value}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          if (value) onChange('')
          else event.currentTarget.blur()
          event.preventDefault()
        }}
        className="w-full min-w-0 bg-transparent text-ink outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
      />
      {keys && <Kbd>{keys}</Kbd>}
    </label>
  )
}
