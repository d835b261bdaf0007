/** What was refused, above the button that caused it. */
export function FormError({ text }: { text: string | null }) {
  if (!text) return null
  return (
    <p role="alert" data-testid="form-error" className="rounded-sm bg-red-soft px-3 py-2 text-red">
      {text}
    </p>
  )
}
