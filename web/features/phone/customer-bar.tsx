import { useMutation } from '@tanstack/react-query'
import { ChevronDown, UserRoundPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Channel } from '../../lib/api/types.ts'
import { phoneText } from '../../lib/format.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../../ui/menu.tsx'
import { type Customer, newCustomer } from './customer.ts'
import { readNumber } from './queries.ts'

interface BarProps {
  customers: Customer[]
  channels: Channel[]
  channel: Channel
  onChannel: (id: string) => void
  onCustomer: (customer: Customer) => void
}

/** Who uses the phone, and to which number they write. */
export function CustomerBar({ customers, channels, channel, onChannel, onCustomer }: BarProps) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const customer = customers[0]!
  return (
    <header className="flex h-[60px] w-full shrink-0 items-center gap-2 border-b border-line bg-surface px-4">
      <h1 className="sr-only">{t('phone.title')}</h1>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className="flex min-w-0 flex-1 items-center gap-2.5 rounded-sm py-1 text-start"
            data-testid="phone-customer"
          >
            <Avatar name={customer.name} size="sm" />
            <span className="min-w-0">
              <span className="people block truncate text-sm text-ink-3">{t('phone.youAre')}</span>
              <span className="block truncate font-semibold">
                <bdi>{customer.name}</bdi>{' '}
                <bdi dir="ltr" className="num font-normal text-ink-3">
                  {phoneText(customer.from)}
                </bdi>
              </span>
            </span>
            <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.7} />
          </button>
        }
      >
        {customers.map(one => (
          <MenuItem key={one.from} checked={one.from === customer.from} onSelect={() => onCustomer(one)}>
            <bdi>{one.name}</bdi>{' '}
            <bdi dir="ltr" className="num text-ink-3">
              {phoneText(one.from)}
            </bdi>
          </MenuItem>
        ))}
        <MenuItem
          icon={<UserRoundPlus aria-hidden className="size-4" strokeWidth={1.7} />}
          onSelect={() => setAdding(true)}
        >
          {t('phone.other')}
        </MenuItem>
        {channels.length > 1 && (
          <>
            <MenuLine />
            <MenuLabel>{t('phone.writesTo')}</MenuLabel>
            {channels.map(one => (
              <MenuItem key={one.id} checked={one.id === channel.id} onSelect={() => onChannel(one.id)}>
                <bdi>{one.name}</bdi>
              </MenuItem>
            ))}
          </>
        )}
      </Menu>
      {adding && <CustomerForm onClose={() => setAdding(false)} onCustomer={onCustomer} />}
    </header>
  )
}

function CustomerForm({ onClose, onCustomer }: { onClose: () => void; onCustomer: (customer: Customer) => void }) {
  const { t } = useTranslation()
  const [form, setForm] = useState(newCustomer)
  const text = useErrorText()
  const read = useMutation({
    mutationFn: readNumber,
    onSuccess: from => {
      onCustomer({ from, name: form.name.trim() || from })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    read.mutate(form.from)
  }
  return (
    <Dialog open onClose={onClose} title={t('phone.other')} about={t('phone.otherAbout')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('identity.name')}
          maxLength={200}
          value={form.name}
          onChange={event => setForm({ ...form, name: event.target.value })}
          data-testid="phone-name"
        />
        <Field
          label={t('phone.number')}
          dir="ltr"
          inputMode="tel"
          required
          value={form.from}
          error={read.isError ? text(read.error) : null}
          onChange={event => setForm({ ...form, from: event.target.value })}
          data-testid="phone-number"
        />
        <Button
          type="submit"
          look="primary"
          disabled={!form.from.trim()}
          busy={read.isPending}
          className="justify-self-end"
          data-testid="phone-customer-save"
        >
          {t('phone.take')}
        </Button>
      </form>
    </Dialog>
  )
}
