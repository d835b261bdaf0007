import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { fieldErrors } from '../../lib/api/field-errors.ts'
import type { Me, Tenant } from '../../lib/api/types.ts'
import { botQuery, useBot } from '../../lib/session/bot.ts'
import { meQuery, useMay, useMe } from '../../lib/session/me.ts'
import { Button } from '../../ui/button.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Room } from '../../ui/room.tsx'
import { Switch } from '../../ui/switch.tsx'
import { toast } from '../../ui/toast.tsx'
import { KeysSection } from './api-keys/keys-section.tsx'
import { EnterSwitch } from './enter-switch.tsx'
import { PlanSection } from './plan/plan-section.tsx'
import { RegionFields } from './region-fields.tsx'
import { PolicySwitch } from './two-factor/policy-switch.tsx'

/** The settings of the business, and each person's own. */
export function SettingsPage() {
  const { t } = useTranslation()
  const tenant = useMe()?.tenant
  return (
    <Room title={t('settings.title')} about={t('settings.about')}>
      <div className="grid max-w-[560px] gap-8">
        {tenant && <BusinessForm key={tenant.id} tenant={tenant} />}
        <PolicySwitch />
        <PlanSection />
        <KeysSection />
        <section className="grid gap-3">
          <h2 className="text-lg font-semibold">{t('settings.own')}</h2>
          <EnterSwitch />
        </section>
      </div>
    </Room>
  )
}

const toForm = ({ name, locale, timezone, currency, settings }: Tenant) => ({
  name,
  locale,
  timezone,
  currency,
  dayEndsAt: settings.dayEndsAt,
  bot: settings.bot.enabled,
  silenceHours: settings.bot.silenceHours ?? SILENCE_HOURS,
})

/** The server's own default. */
const SILENCE_HOURS = 12
/** Hours after midnight at which a day may end; the server takes no others. */
const DAY_ENDS = [0, 1, 2, 3, 4, 5, 6]
const SILENCES = [1, 4, 12, 24, 72, 168]

function useSave(form: ReturnType<typeof toForm>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { bot, silenceHours, dayEndsAt, ...rest } = form
  const settings = { bot: { enabled: bot, silenceHours }, dayEndsAt }
  return useMutation({
    mutationFn: () => data(api.PATCH('/api/v1/tenant', { body: { ...rest, settings } })),
    onSuccess: tenant => {
      client.setQueryData<Me>(meQuery.queryKey, me => me && { ...me, tenant })
      void client.invalidateQueries({ queryKey: botQuery.queryKey })
      toast(t('settings.saved'))
    },
  })
}

function BusinessForm({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const may = useMay('tenant:write')
  const [form, setForm] = useState(() => toForm(tenant))
  const save = useSave(form)
  const set = (change: Partial<typeof form>) => setForm(before => ({ ...before, ...change }))
  const changed = JSON.stringify(form) !== JSON.stringify(toForm(tenant))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <h2 className="text-lg font-semibold">{t('settings.business')}</h2>
      <Field
        label={t('register.businessName')}
        required
        maxLength={200}
        disabled={!may}
        value={form.name}
        error={fieldErrors(save.error).name}
        onChange={event => set({ name: event.target.value })}
      />
      <RegionFields value={form} onChange={set} disabled={!may} />
      <SelectField
        label={t('settings.dayEndsAt')}
        hint={t('settings.dayEndsAtHint')}
        disabled={!may}
        value={form.dayEndsAt}
        onChange={event => set({ dayEndsAt: Number(event.target.value) })}
        data-testid="day-ends-at"
      >
        {DAY_ENDS.map(hour => (
          <option key={hour} value={hour}>
            {`${hour}:00`.padStart(5, '0')}
          </option>
        ))}
      </SelectField>
      <BotFields form={form} may={may} set={set} />
      <FormError text={save.error && text(save.error)} />
      {may ? (
        <Button type="submit" look="primary" busy={save.isPending} disabled={!changed} className="justify-self-start">
          {t('common.save')}
        </Button>
      ) : (
        <p className="text-ink-3">{t('settings.onlyAdmins')}</p>
      )}
    </form>
  )
}

interface BotProps {
  form: Pick<ReturnType<typeof toForm>, 'bot' | 'silenceHours'>
  may: boolean
  set: (change: { bot?: boolean; silenceHours?: number }) => void
}

/** What the bot does; where this kind of business has no bot, nothing is shown. */
function BotFields({ form, may, set }: BotProps) {
  const { t } = useTranslation()
  const bot = useBot()
  if (!bot) return null
  if (!bot.available) return <p className="text-ink-2">{t('settings.noBot')}</p>
  return (
    <>
      <Switch
        label={t('settings.bot')}
        about={t('settings.botAbout')}
        checked={form.bot}
        disabled={!may}
        onChange={bot => set({ bot })}
      />
      {form.bot && (
        <SelectField
          label={t('settings.silence')}
          disabled={!may}
          value={form.silenceHours}
          onChange={event => set({ silenceHours: Number(event.target.value) })}
        >
          {[...new Set([...SILENCES, form.silenceHours])]
            .sort((a, b) => a - b)
            .map(hours => (
              <option key={hours} value={hours}>
                {t('settings.silenceHours', { count: hours })}
              </option>
            ))}
        </SelectField>
      )}
    </>
  )
}
