import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Passkey } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { Confirm, Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { More } from '../../../ui/more.tsx'
import { Failed } from '../../../ui/states.tsx'
import { AddPasskey } from './add-passkey.tsx'
import { passkeysWork } from './ceremony.ts'
import { passkeysQuery, useRemovePasskey, useRename } from './queries.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

/** The keys by which the person signs in without a password. */
export function PasskeyList() {
  const { t } = useTranslation()
  const query = useInfiniteQuery(passkeysQuery)
  const [adding, setAdding] = useState(false)
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  const passkeys = query.data?.pages.flatMap(page => page.items) ?? []
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-3" data-testid="passkeys">
      <div className="flex items-center gap-2">
        <KeyRound aria-hidden className="size-5 text-ink-2" strokeWidth={1.7} />
        <h3 className="font-medium">{t('passkeys.title')}</h3>
      </div>
      <p className="text-ink-2">{t('passkeys.about')}</p>
      <ul className="grid gap-2 empty:hidden">
        {passkeys.map(passkey => (
          <PasskeyItem key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      <More hasMore={query.hasNextPage} busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      {passkeysWork() ? (
        <Button className="justify-self-start" onClick={() => setAdding(true)} data-testid="passkey-add">
          {t('passkeys.add')}
        </Button>
      ) : (
        <p className="text-ink-3">{t('passkeys.notHere')}</p>
      )}
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
    </div>
  )
}

function PasskeyItem({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation()
  const format = useFormats()
  const [open, setOpen] = useState<'rename' | 'remove' | null>(null)
  const remove = useRemovePasskey()
  const close = () => setOpen(null)
  const { id, name, synced, createdAt, lastUsedAt } = passkey
  return (
    <li className="flex flex-wrap items-center gap-2 border-t border-line pt-2" data-testid="passkey">
      <div className="min-w-0 flex-1 basis-44">
        <p className="truncate font-medium">
          <bdi className="people">{name}</bdi>
        </p>
        <p className="text-sm text-ink-2">
          {lastUsedAt
            ? t('passkeys.lastUsed', { at: format.dateTime(lastUsedAt) })
            : t('passkeys.since', { at: format.dateTime(createdAt) })}
          {synced && ` · ${t('passkeys.synced')}`}
        </p>
      </div>
      <Button
        look="quiet"
        icon
        aria-label={t('passkeys.renameOf', { name })}
        onClick={() => setOpen('rename')}
        data-testid="passkey-rename"
      >
        <Pencil {...ICON} />
      </Button>
      <Button
        look="quiet"
        icon
        aria-label={t('passkeys.removeOf', { name })}
        onClick={() => setOpen('remove')}
        data-testid="passkey-remove"
      >
        <Trash2 {...ICON} />
      </Button>
      {open === 'rename' && <RenameDialog passkey={passkey} onClose={close} />}
      <Confirm
        open={open === 'remove'}
        onClose={close}
        title={t('passkeys.removeTitle', { name })}
        about={t('passkeys.removeAbout')}
        action={t('passkeys.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(id, { onSettled: close })}
      />
    </li>
  )
}

function RenameDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(passkey.name)
  const rename = useRename()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate({ id: passkey.id, name }, { onSettled: onClose })
  }
  return (
    <Dialog open onClose={onClose} title={t('passkeys.rename')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('passkeys.name')}
          required
          maxLength={100}
          value={name}
          onChange={event => setName(event.target.value)}
          data-testid="passkey-name"
        />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={rename.isPending} data-testid="passkey-save">
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
