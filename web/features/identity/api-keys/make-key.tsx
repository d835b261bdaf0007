import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { NewApiKey } from '../../../lib/api/types.ts'
import { useMe } from '../../../lib/session/me.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field, SelectField } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { useMakeKey } from './queries.ts'
import { ShownKey } from './shown-key.tsx'

type Permissions = NewApiKey['permissions']

const DAY_MS = 86_400_000
/** Days until a key ends; 0: never. */
const LIVES = [0, 30, 90, 365]

/** Makes a key, and shows it once. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const make = useMakeKey()
  const [name, setName] = useState('')
  const [mode, setMode] = useState<NewApiKey['mode']>('test')
  const [days, setDays] = useState(90)
  const [addresses, setAddresses] = useState('')
  const [permissions, setPermissions] = useState<Permissions>([])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const expiresAt = days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString()
    const allowedAddresses = addresses.split(/[\s,]+/).filter(Boolean)
    make.mutate({ name, mode, permissions, expiresAt, allowedAddresses })
  }
  if (make.data) return <ShownKey value={make.data.key} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={t('keysRoom.addTitle')} about={t('keysRoom.addAbout')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('keysRoom.name')}
          hint={t('keysRoom.nameHint')}
          required
          maxLength={100}
          value={name}
          onChange={event => setName(event.target.value)}
          data-testid="key-name"
        />
        <SelectField
          label={t('keysRoom.reach')}
          value={mode}
          onChange={event => setMode(event.target.value as NewApiKey['mode'])}
          data-testid="key-mode"
        >
          <option value="test">{t('keysRoom.reaches.test')}</option>
          <option value="live">{t('keysRoom.reaches.live')}</option>
        </SelectField>
        <PermissionBoxes value={permissions} onChange={setPermissions} />
        <BoundFields days={days} onDays={setDays} addresses={addresses} onAddresses={setAddresses} />
        <FormError text={make.error && text(make.error)} />
        <DialogActions>
          <Button
            type="submit"
            look="primary"
            busy={make.isPending}
            disabled={permissions.length === 0}
            data-testid="key-make"
          >
            {t('keysRoom.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface BoundProps {
  days: number
  onDays: (days: number) => void
  addresses: string
  onAddresses: (addresses: string) => void
}

/** Until when, and from where. */
function BoundFields({ days, onDays, addresses, onAddresses }: BoundProps) {
  const { t } = useTranslation()
  return (
    <>
      <SelectField label={t('keysRoom.life')} value={days} onChange={event => onDays(Number(event.target.value))}>
        {LIVES.map(one => (
          <option key={one} value={one}>
            {one === 0 ? t('keysRoom.never') : t('keysRoom.days', { count: one })}
          </option>
        ))}
      </SelectField>
      <Field
        label={t('keysRoom.addresses')}
        hint={t('keysRoom.addressesHint')}
        dir="ltr"
        value={addresses}
        onChange={event => onAddresses(event.target.value)}
      />
    </>
  )
}

interface BoxesProps {
  value: Permissions
  onChange: (permissions: Permissions) => void
}

/** A key may do what its maker may do, and mostly less. Keys make no keys. */
function PermissionBoxes({ value, onChange }: BoxesProps) {
  const { t } = useTranslation()
  const me = useMe()
  const own = ((me?.permissions ?? []) as Permissions).filter(permission => !permission.startsWith('api_keys:'))
  const toggle = (permission: Permissions[number]) =>
    onChange(value.includes(permission) ? value.filter(one => one !== permission) : [...value, permission])
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('keysRoom.permissions')}</legend>
      <div className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-2">
        {own.map(permission => (
          <label key={permission} className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={value.includes(permission)}
              onChange={() => toggle(permission)}
              className="size-4 accent-brand"
              data-testid={`permission-${permission}`}
            />
            <code dir="ltr" className="font-mono text-sm">
              {permission}
            </code>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
