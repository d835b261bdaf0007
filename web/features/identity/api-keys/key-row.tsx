import { EllipsisVertical, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { ApiKey } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Confirm, Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { SelectField } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { useRevokeKey, useRotateKey } from './queries.ts'
import { ShownKey } from './shown-key.tsx'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const
const OVERLAPS = [0, 60, 24 * 60, 7 * 24 * 60]

/** One key: what it may do, when it was used, and what can be done with it. */
export function KeyRow({ apiKey, mayWrite }: { apiKey: ApiKey; mayWrite: boolean }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null)
  const revoke = useRevokeKey()
  const close = () => setAsked(null)
  return (
    <li className="flex items-start gap-3 rounded-md border border-line bg-surface p-3" data-testid="key-row">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="people font-medium">{apiKey.name}</span>
          <Chip tone={apiKey.mode === 'live' ? 'brand' : 'blue'}>{t(`keysRoom.mode.${apiKey.mode}`)}</Chip>
        </div>
        <code dir="ltr" className="font-mono text-sm text-ink-2">
          {apiKey.prefix}…
        </code>
        <KeyFacts apiKey={apiKey} />
      </div>
      {mayWrite && (
        <Menu
          trigger={
            <Button look="quiet" icon aria-label={t('keysRoom.more', { name: apiKey.name })} data-testid="key-menu">
              <EllipsisVertical aria-hidden className="size-[18px]" strokeWidth={1.7} />
            </Button>
          }
        >
          <MenuItem icon={<RefreshCw {...ICON} />} onSelect={() => setAsked('rotate')}>
            {t('keysRoom.rotate')}
          </MenuItem>
          <MenuItem icon={<Trash2 {...ICON} />} danger onSelect={() => setAsked('revoke')}>
            {t('keysRoom.revoke')}
          </MenuItem>
        </Menu>
      )}
      {asked === 'rotate' && <Rotate apiKey={apiKey} onClose={close} />}
      <Confirm
        open={asked === 'revoke'}
        onClose={close}
        title={t('keysRoom.revokeTitle', { name: apiKey.name })}
        about={t('keysRoom.revokeAbout')}
        action={t('keysRoom.revoke')}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate(apiKey.id, { onSettled: close })}
      />
    </li>
  )
}

function KeyFacts({
  apiKey: { permissions, lastUsedAt, expiresAt, previousUntil, allowedAddresses },
}: {
  apiKey: ApiKey
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const facts = [
    lastUsedAt ? t('keysRoom.used', { at: format.dateTime(lastUsedAt) }) : t('keysRoom.unused'),
    expiresAt && t('keysRoom.expires', { at: format.dateTime(expiresAt) }),
    previousUntil && t('keysRoom.previous', { at: format.dateTime(previousUntil) }),
    allowedAddresses.length > 0 && t('keysRoom.from', { addresses: allowedAddresses.join(', ') }),
  ].filter(Boolean)
  return (
    <>
      <p className="text-sm text-ink-3">{facts.join(' · ')}</p>
      <p dir="ltr" className="text-start text-xs text-ink-3 [overflow-wrap:anywhere]">
        {permissions.join(', ')}
      </p>
    </>
  )
}

function Rotate({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const rotate = useRotateKey()
  const [overlapMinutes, setOverlap] = useState(60)
  if (rotate.data) return <ShownKey value={rotate.data.key} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keysRoom.rotateTitle', { name: apiKey.name })}
      about={t('keysRoom.rotateAbout')}
    >
      <div className="grid gap-4">
        <SelectField
          label={t('keysRoom.overlap')}
          value={overlapMinutes}
          onChange={event => setOverlap(Number(event.target.value))}
        >
          {OVERLAPS.map(minutes => (
            <option key={minutes} value={minutes}>
              {t(`keysRoom.overlaps.${minutes}` as 'keysRoom.overlaps.0')}
            </option>
          ))}
        </SelectField>
        <FormError text={rotate.error && text(rotate.error)} />
      </div>
      <DialogActions>
        <Button
          look="primary"
          busy={rotate.isPending}
          onClick={() => rotate.mutate({ id: apiKey.id, overlapMinutes })}
          data-testid="key-rotate"
        >
          {t('keysRoom.rotate')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
