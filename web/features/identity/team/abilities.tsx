import { SlidersHorizontal } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Member } from '../../../lib/api/types.ts'
import { cx } from '../../../lib/cx.ts'
import { wordsOf } from '../../../lib/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { useSetAbilities } from './queries.ts'

/** What is offered; others, set through the API, are shown beside them. */
const LANGUAGES = ['ar', 'fr', 'en', 'es', 'pt', 'de', 'it', 'nl', 'tr', 'ur', 'hi', 'sw']

/** Opens what automatic assignment must know of a person. */
export function AbilitiesButton({ member }: { member: Member }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        look="quiet"
        icon
        aria-label={t('assignment.abilitiesOf', { name: member.name })}
        onClick={() => setOpen(true)}
        data-testid="member-abilities"
      >
        <SlidersHorizontal aria-hidden className="size-4" strokeWidth={1.7} />
      </Button>
      {open && <AbilitiesDialog member={member} onClose={() => setOpen(false)} />}
    </>
  )
}

const toForm = ({ takesConversations, capacity, skills, languages }: Member) => ({
  takesConversations,
  capacity: capacity === null ? '' : String(capacity),
  skills: skills.join(', '),
  languages,
})

function AbilitiesDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const save = useSetAbilities()
  const [form, setForm] = useState(() => toForm(member))
  const set = (change: Partial<typeof form>) => setForm(before => ({ ...before, ...change }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { takesConversations, languages } = form
    const capacity = form.capacity === '' ? null : Number(form.capacity)
    const body = { takesConversations, capacity, skills: wordsOf(form.skills), languages }
    save.mutate({ id: member.id, body }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('assignment.abilitiesOf', { name: member.name })}
      about={t('assignment.abilitiesAbout')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4" data-testid="abilities">
        <Switch
          label={t('assignment.takes')}
          about={t('assignment.takesAbout')}
          checked={form.takesConversations}
          onChange={takesConversations => set({ takesConversations })}
        />
        <Field
          label={t('assignment.capacity')}
          hint={t('assignment.ownCapacityHint')}
          type="number"
          min={1}
          max={1000}
          value={form.capacity}
          onChange={event => set({ capacity: event.target.value })}
          data-testid="abilities-capacity"
        />
        <Field
          label={t('assignment.skills')}
          hint={t('assignment.skillsHint')}
          value={form.skills}
          onChange={event => set({ skills: event.target.value })}
          data-testid="abilities-skills"
        />
        <Languages chosen={form.languages} onChange={languages => set({ languages })} />
        <FormError text={save.error && text(save.error)} />
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={save.isPending} data-testid="abilities-save">
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Languages({ chosen, onChange }: { chosen: string[]; onChange: (languages: string[]) => void }) {
  const { t, i18n } = useTranslation()
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' })
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('assignment.languages')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {[...new Set([...LANGUAGES, ...chosen])].map(language => {
          const on = chosen.includes(language)
          return (
            <button
              key={language}
              type="button"
              aria-pressed={on}
              onClick={() => onChange(on ? chosen.filter(other => other !== language) : [...chosen, language])}
              className={cx(
                'rounded-full border px-3 py-1 text-sm',
                on ? 'border-brand bg-brand text-brand-ink' : 'border-line-strong text-ink-2 hover:text-ink',
              )}
            >
              {names.of(language)}
            </button>
          )
        })}
      </div>
      <p className="mt-1 text-sm text-ink-3">{t('assignment.languagesHint')}</p>
    </fieldset>
  )
}
