import type { ReactNode } from 'react'

/** What was refused, above the button that caused it. */
export function FormError({ text, children }: { text: string | null; children?: ReactNode }) {
  if (!text) return null
  return (
    <div role="alert" data-testid="form-error" className="rounded-sm bg-red-soft px-3 py-2 text-red">
      {text}
      {children}
    </div>
  )
}
