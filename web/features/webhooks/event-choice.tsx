import { useTranslation } from 'react-i18next'

/** What most programs want to hear of, each with all that can happen to it. */
const NOUNS = [
  'message.*',
  'conversation.*',
  'contact.*',
  'order.*',
  'item.*',
  'channel.*',
  'dead_letter.*',
  'usage.*',
  'tenant.*',
  'webhook_endpoint.*',
]

/** Everything, or some kinds of events. */
export function EventChoice({ types, onChange }: { types: string[]; onChange: (types: string[]) => void }) {
  const { t } = useTranslation()
  const all = types.includes('*')
  const toggle = (noun: string) =>
    onChange(types.includes(noun) ? types.filter(one => one !== noun) : [...types.filter(one => one !== '*'), noun])
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium text-ink-2">{t('webhooks.events')}</legend>
      <Choice label={t('webhooks.everything')} checked={all} onChange={() => onChange(all ? [] : ['*'])} />
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
        {NOUNS.map(noun => (
          <Choice
            key={noun}
            label={
              <code dir="ltr" className="font-mono text-sm">
                {noun}
              </code>
            }
            checked={all || types.includes(noun)}
            disabled={all}
            onChange={() => toggle(noun)}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface ChoiceProps {
  label: React.ReactNode
  checked: boolean
  disabled?: boolean
  onChange: () => void
}

const Choice = ({ label, checked, disabled, onChange }: ChoiceProps) => (
  <label className="flex items-center gap-2">
    <input type="checkbox" className="size-4 accent-brand" checked={checked} disabled={disabled} onChange={onChange} />
    {label}
  </label>
)
