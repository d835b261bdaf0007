import { Headset, type LucideIcon, Pill, ShoppingBasket, Truck, Utensils } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BUSINESS_TYPES } from './session.ts'

type BusinessType = (typeof BUSINESS_TYPES)[number]

const ICONS: Record<BusinessType, LucideIcon> = {
  restaurant: Utensils,
  pharmacy: Pill,
  retail: ShoppingBasket,
  delivery: Truck,
  support: Headset,
}

/** What kind of business it is, as cards; decides which bot answers first. */
export function BusinessTypes({ value, onChange }: { value: BusinessType; onChange: (type: BusinessType) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('register.type')}</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-6">
        {BUSINESS_TYPES.map(type => {
          const Icon = ICONS[type]
          return (
            <label
              key={type}
              className="flex cursor-pointer flex-col last:col-span-2 sm:col-span-2 sm:nth-[-n+2]:col-span-3 gap-1 rounded-md border border-line-strong bg-surface p-2.5 has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand"
            >
              <input
                type="radio"
                name="businessType"
                className="sr-only"
                checked={value === type}
                onChange={() => onChange(type)}
                data-testid={`register-type-${type}`}
              />
              <Icon aria-hidden className="size-5 text-brand" strokeWidth={1.7} />
              <span className="font-medium">{t(`business.${type}`)}</span>
              <span className="text-xs text-ink-2">{t(`business.${type}About`)}</span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
