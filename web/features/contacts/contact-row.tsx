import type { Contact } from '../../lib/api/types.ts'
import { Chip, OptOutChip } from '../../ui/chip.tsx'

const SHOWN_FIELDS = 3

/** One person: name, number, and the first of the business's own fields. */
export function ContactRow({ contact }: { contact: Contact }) {
  const { displayName, phone, locale, optedOutAt, fields } = contact
  const own = Object.entries(fields).filter(([, value]) => value !== null && value !== '')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5" data-testid="contact-row">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">
          <bdi>{displayName}</bdi>
        </p>
        {phone && phone !== displayName && (
          <p className="num text-sm text-ink-2">
            <bdi dir="ltr">{phone}</bdi>
          </p>
        )}
      </div>
      <div className="flex max-w-full flex-wrap items-center gap-1.5">
        <OptOutChip at={optedOutAt} />
        {locale && <Chip>{locale}</Chip>}
        {own.slice(0, SHOWN_FIELDS).map(([name, value]) => (
          <Chip key={name} tone="blue">
            <span className="truncate">
              <bdi>{name}</bdi>: <bdi>{`${value}`}</bdi>
            </span>
          </Chip>
        ))}
      </div>
    </li>
  )
}
