import { LoaderCircle } from 'lucide-react'

/** Something is being done; the place that shows it says what, in words or `aria-busy`. */
export const Spinner = () => <LoaderCircle aria-hidden className="size-4 animate-spin" strokeWidth={1.7} />
