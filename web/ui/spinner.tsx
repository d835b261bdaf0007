import { LoaderCircle } from 'lucide-react'

/** Something is being done; the place that shows it says what, in words or `aria-busy`. */
export const Spinner = () => <LoaderCircle aria-hidden className="size-4 animate-spin" strokeWidth={1.7} />

/** How much of some work is done. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const percent = total === 0 ? 0 : Math.round((done / total) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full rounded-full bg-brand transition-[width] duration-300" style={{ width: `${percent}%` }} />
    </div>
  )
}
