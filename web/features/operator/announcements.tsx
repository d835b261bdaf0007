import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../lib/api/client.ts'
import { useErrorText } from '../../lib/api/error-text.ts'
import { useFormats } from '../../lib/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Field, SelectField } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Switch } from '../../ui/switch.tsx'
import { announcementsQuery } from './announcement-banner.tsx'

const KEY = ['operator', 'announcements'] as const
const HOURS = [1, 4, 12, 24, 72]
const HOUR_MS = 3_600_000
const LANGUAGES = ['en', 'fr', 'ar'] as const

function useRenewed() {
  const client = useQueryClient()
  return async () => {
    await client.invalidateQueries({ queryKey: KEY })
    await client.invalidateQueries({ queryKey: announcementsQuery.queryKey })
  }
}

/** What the operator tells everybody: what is in force or to come, and something new. */
export function Announcements() {
  const { t, i18n } = useTranslation()
  const format = useFormats()
  const renewed = useRenewed()
  const { data: list = [] } = useQuery({
    queryKey: KEY,
    queryFn: () => data(api.GET('/api/v1/platform/announcements')),
  })
  const remove = useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/v1/platform/announcements/{id}', { params: { path: { id } } })),
    onSuccess: renewed,
  })
  const language = i18n.language.slice(0, 2) as (typeof LANGUAGES)[number]
  return (
    <section className="grid gap-3" data-testid="announcements">
      <h2 className="text-lg font-semibold">{t('operator.announcements')}</h2>
      <ul className="grid gap-1">
        {list.map(({ id, texts, maintenance, endsAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 border-t border-line py-1.5">
            <span className="people min-w-0 flex-1">{texts[language] ?? texts.en}</span>
            {maintenance && <Chip tone="warn">{t('operator.maintenance')}</Chip>}
            <span className="text-sm text-ink-3">{t('operator.until', { at: format.dateTime(endsAt) })}</span>
            <Button small busy={remove.isPending} onClick={() => remove.mutate(id)} data-testid="announcement-remove">
              {t('operator.takeBack')}
            </Button>
          </li>
        ))}
      </ul>
      <Announce onDone={renewed} />
    </section>
  )
}

function Announce({ onDone }: { onDone: () => Promise<void> }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [texts, setTexts] = useState({ en: '', fr: '', ar: '' })
  const [hours, setHours] = useState(4)
  const [maintenance, setMaintenance] = useState(false)
  const announce = useMutation({
    mutationFn: () => {
      const endsAt = new Date(Date.now() + hours * HOUR_MS).toISOString()
      return data(api.POST('/api/v1/platform/announcements', { body: { texts, maintenance, endsAt } }))
    },
    onSuccess: async () => {
      setTexts({ en: '', fr: '', ar: '' })
      setMaintenance(false)
      await onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    announce.mutate()
  }
  return (
    <form onSubmit={submit} className="grid max-w-[560px] gap-3">
      <TextFields texts={texts} onChange={setTexts} />
      <SelectField label={t('operator.for')} value={hours} onChange={event => setHours(Number(event.target.value))}>
        {HOURS.map(one => (
          <option key={one} value={one}>
            {t('operator.hours', { count: one })}
          </option>
        ))}
      </SelectField>
      <Switch
        label={t('operator.maintenance')}
        about={t('operator.maintenanceAbout')}
        checked={maintenance}
        onChange={setMaintenance}
      />
      <FormError text={announce.error && text(announce.error)} />
      <Button
        type="submit"
        look="primary"
        busy={announce.isPending}
        className="justify-self-start"
        data-testid="announcement-send"
      >
        {t('operator.announce')}
      </Button>
    </form>
  )
}

type Texts = Record<(typeof LANGUAGES)[number], string>

/** What is said, in each language of the app. */
function TextFields({ texts, onChange }: { texts: Texts; onChange: (texts: Texts) => void }) {
  const { t } = useTranslation()
  return LANGUAGES.map(language => (
    <Field
      key={language}
      label={t(`operator.textIn.${language}`)}
      required
      maxLength={500}
      lang={language}
      dir={language === 'ar' ? 'rtl' : 'ltr'}
      value={texts[language]}
      onChange={event => onChange({ ...texts, [language]: event.target.value })}
      data-testid={`announcement-${language}`}
    />
  ))
}
