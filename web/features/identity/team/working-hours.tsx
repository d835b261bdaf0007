import { useTranslation } from 'react-i18next'
import type { Tenant } from '../../../lib/api/types.ts'
import { Switch } from '../../../ui/switch.tsx'

type Hours = Tenant['settings']['assignment']['workingHours']
type Shift = NonNullable<Hours>[number]

const DAYS = [1, 2, 3, 4, 5, 6, 7]
const USUAL = { from: '09:00', to: '18:00' }
/** A Monday; the days of the week are named after it. */
const MONDAY = Date.UTC(2024, 0, 1)

interface HoursProps {
  hours: Hours
  disabled: boolean
  onChange: (hours: Hours) => void
}

/** When the business works: always, or from and to on each day. More shifts of one day, made through the API, are kept. */
export function WorkingHours({ hours, disabled, onChange }: HoursProps) {
  const { t, i18n } = useTranslation()
  const name = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  return (
    <div className="grid gap-3">
      <Switch
        label={t('assignment.hours')}
        about={t('assignment.hoursAbout')}
        checked={hours !== null}
        disabled={disabled}
        onChange={on => onChange(on ? DAYS.slice(0, 5).map(day => ({ day, ...USUAL })) : null)}
      />
      {hours && (
        <ul className="grid gap-2">
          {DAYS.map(day => (
            <Day
              key={day}
              day={day}
              name={name.format(MONDAY + (day - 1) * 86_400_000)}
              shifts={hours.filter(shift => shift.day === day)}
              disabled={disabled}
              onChange={shifts =>
                onChange([...hours.filter(shift => shift.day !== day), ...shifts].toSorted((a, b) => a.day - b.day))
              }
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface DayProps {
  day: number
  name: string
  shifts: Shift[]
  disabled: boolean
  onChange: (shifts: Shift[]) => void
}

function Day({ day, name, shifts, disabled, onChange }: DayProps) {
  const { t } = useTranslation()
  const set = (index: number, change: Partial<Shift>) =>
    onChange(shifts.map((shift, at) => (at === index ? { ...shift, ...change } : shift)))
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <label className="flex min-w-32 items-center gap-2">
        <input
          type="checkbox"
          checked={shifts.length > 0}
          disabled={disabled}
          onChange={event => onChange(event.target.checked ? [{ day, ...USUAL }] : [])}
          className="size-4 accent-brand"
        />
        {name}
      </label>
      {shifts.map((shift, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shift is its place
        <span key={index} className="flex items-center gap-2" dir="ltr">
          <Time
            label={t('assignment.from', { day: name })}
            value={shift.from}
            disabled={disabled}
            onChange={from => set(index, { from })}
          />
          –
          <Time
            label={t('assignment.to', { day: name })}
            value={shift.to === '24:00' ? '00:00' : shift.to}
            disabled={disabled}
            onChange={to => set(index, { to: to === '00:00' ? '24:00' : to })}
          />
        </span>
      ))}
    </li>
  )
}

interface TimeProps {
  label: string
  value: string
  disabled: boolean
  onChange: (value: string) => void
}

function Time({ label, value, disabled, onChange }: TimeProps) {
  return (
    <input
      type="time"
      required
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={event => event.target.value && onChange(event.target.value)}
      className="h-9 rounded-sm border border-line-strong bg-surface px-2 text-ink disabled:opacity-60"
    />
  )
}
