import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALE_NAMES, LOCALES, type Locale } from '../../lib/i18n.ts'
import { SelectField } from '../../ui/field.tsx'
import { currencyChoices, type Region, zoneChoices } from './region.ts'

interface RegionProps {
  value: Region
  onChange: (change: Partial<Region>) => void
  disabled?: boolean
}

/** Language, time zone and currency of a business. A locale with a country (ar-MA) is shown as its language and kept. */
export function RegionFields({ value, onChange, disabled }: RegionProps) {
  const { t, i18n } = useTranslation()
  const currencies = useMemo(() => currencyChoices(i18n.language), [i18n.language])
  const zones = useMemo(() => zoneChoices(value.timezone), [value.timezone])
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        label={t('region.locale')}
        hint={t('region.localeHint')}
        value={value.locale.slice(0, 2)}
        disabled={disabled}
        onChange={event => onChange({ locale: event.target.value })}
        className="sm:col-span-2"
        data-testid="register-locale"
      >
        {LOCALES.map(locale => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('region.timezone')}
        required
        value={value.timezone}
        disabled={disabled}
        onChange={event => onChange({ timezone: event.target.value })}
        data-testid="register-timezone"
      >
        {!value.timezone && <option value="">{t('region.choose')}</option>}
        {zones.map(zone => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('region.currency')}
        required
        value={value.currency}
        disabled={disabled}
        onChange={event => onChange({ currency: event.target.value })}
        data-testid="register-currency"
      >
        {!value.currency && <option value="">{t('region.choose')}</option>}
        {currencies.map(([code, name]) => (
          <option key={code} value={code}>
            {`${code} · ${name}`}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** The same in one line, until somebody wants to change the guessed values. */
export function RegionFold({ value, onChange }: RegionProps) {
  const { t } = useTranslation()
  const language = LOCALE_NAMES[value.locale.slice(0, 2) as Locale]
  // What could not be guessed is asked.
  const [asked] = useState(!value.timezone || !value.currency)
  return (
    <details open={asked || undefined} className="group rounded-md border border-line px-3 py-2.5">
      <summary className="flex cursor-pointer list-none items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium text-ink-2">{t('region.title')}</span>
          <span className="block truncate group-open:hidden">
            {language} · <bdi>{value.timezone.replaceAll('_', ' ')}</bdi> · <bdi>{value.currency}</bdi>
          </span>
        </span>
        <span className="font-medium text-brand group-open:hidden">{t('region.change')}</span>
      </summary>
      <div className="pt-3">
        <RegionFields value={value} onChange={onChange} />
      </div>
    </details>
  )
}
