import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Place } from '../../../../lib/api/types.ts'

/** A place that was sent, with a way to see it on a map. */
export function LocationCard({ place }: { place: Place }) {
  const { t } = useTranslation()
  const { latitude, longitude } = place
  return (
    <div className="flex items-center gap-3 py-0.5" data-testid="location-card">
      <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-sunken text-ink-2">
        <MapPin aria-hidden className="size-5" strokeWidth={1.7} />
      </span>
      <div className="min-w-0">
        <div className="people truncate font-medium">{place.name || t('type.location')}</div>
        {place.address && <div className="people text-sm text-ink-2">{place.address}</div>}
        <div className="flex flex-wrap gap-x-2 text-sm">
          <span dir="ltr" className="num text-ink-3">
            {latitude.toFixed(5)}, {longitude.toFixed(5)}
          </span>
          <a
            href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
            target="_blank"
            rel="noreferrer noopener"
            className="font-medium text-brand underline underline-offset-2"
          >
            {t('common.map')}
          </a>
        </div>
      </div>
    </div>
  )
}
