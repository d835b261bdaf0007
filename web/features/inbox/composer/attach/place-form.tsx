import { LocateFixed } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/toast.tsx'
import type { FormProps } from './form.ts'
import { AttachForm } from './form.tsx'

/** "33.5731, -7.5898", as maps copy it. Null when it is no place on earth. */
export function readPlace(text: string): { latitude: number; longitude: number } | null {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!match) return null
  const [latitude, longitude] = [Number(match[1]), Number(match[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

/** Sends a place: this one, or one copied from a map. */
export function PlaceForm({ onSend, onClose }: FormProps) {
  const { t } = useTranslation()
  const [at, setAt] = useState('')
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const place = readPlace(at)
  const submit = () => {
    onSend({
      type: 'location',
      location: {
        ...place!,
        ...(name.trim() && { name: name.trim() }),
        ...(address.trim() && { address: address.trim() }),
      },
    })
    onClose()
  }
  return (
    <AttachForm title={t('attach.place')} onSubmit={place ? submit : null} onClose={onClose}>
      <Field
        label={t('attach.coordinates')}
        hint={t('attach.coordinatesHint')}
        error={at && !place ? t('attach.coordinatesWrong') : null}
        dir="ltr"
        value={at}
        onChange={event => setAt(event.target.value)}
        data-testid="place-at"
      />
      {'geolocation' in navigator && window.isSecureContext && <HereButton onPlace={setAt} />}
      <Field
        label={t('attach.placeName')}
        maxLength={200}
        value={name}
        onChange={event => setName(event.target.value)}
      />
      <Field
        label={t('attach.address')}
        maxLength={500}
        value={address}
        onChange={event => setAddress(event.target.value)}
      />
    </AttachForm>
  )
}

/** Fills in the place of this device, when the device tells it. */
function HereButton({ onPlace }: { onPlace: (at: string) => void }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const ask = () => {
    setBusy(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        onPlace(`${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`)
      },
      () => {
        setBusy(false)
        toast(t('attach.noPlace'), 'red')
      },
      { timeout: 10_000 },
    )
  }
  return (
    <Button small busy={busy} onClick={ask} className="self-start">
      <LocateFixed aria-hidden className="size-4" strokeWidth={1.7} />
      {t('attach.here')}
    </Button>
  )
}
