import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALE_NAMES, LOCALES } from '../../lib/i18n.ts'
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
        value={value.timezone}
        disabled={disabled}
        onChange={event => onChange({ timezone: event.target.value })}
        data-testid="register-timezone"
      >
        {zones.map(zone => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('region.currency')}
        value={value.currency}
        disabled={disabled}
        onChange={event => onChange({ currency: event.target.value })}
        data-testid="register-currency"
      >
        {currencies.map(([code, name]) => (
          <option key={code} value={code}>
            {`${code} · ${name}`}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
