import { LoaderCircle } from 'lucide-react'

/** Something is under way; whoever shows it says what, in words or `aria-busy`. */
export const Spinner = () => <LoaderCircle aria-hidden className="size-4 animate-spin" strokeWidth={1.7} />
