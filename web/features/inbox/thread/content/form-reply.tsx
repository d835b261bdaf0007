import { useTranslation } from 'react-i18next'
import type { InteractiveOf } from '../../../../lib/api/types.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'

/** A form the customer filled in: each answer on its line. */
export function FormReply({ interactive }: { interactive: InteractiveOf<'form_reply'> }) {
  const { t } = useTranslation()
  const answers =
    typeof interactive.response === 'object' && interactive.response ? Object.entries(interactive.response) : []
  return (
    <>
      <div className="font-medium">{interactive.name || t('type.form')}</div>
      {interactive.body && <PeopleText text={interactive.body} className="text-ink-2" />}
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {answers
          .filter(([name]) => name !== 'flow_token')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="people [overflow-wrap:anywhere]">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </dd>
            </div>
          ))}
      </dl>
    </>
  )
}
