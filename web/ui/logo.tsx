/** The letter ت, drawn: as a letter it would bring the whole Arabic font to everybody. */
export function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 34 34" className="size-[34px] shrink-0 fill-none">
      <rect width="34" height="34" rx="10" className="fill-brand" />
      <path
        d="M26.5 14.5c1.2 5.6-1.4 8-7.5 8h-4c-6.1 0-8.7-2.4-7.5-8"
        className="stroke-brand-ink"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <circle cx="14.5" cy="13" r="1.9" className="fill-brand-ink" />
      <circle cx="19.5" cy="13" r="1.9" className="fill-brand-ink" />
    </svg>
  )
}
