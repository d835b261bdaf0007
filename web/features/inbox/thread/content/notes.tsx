import type { LucideIcon } from 'lucide-react'
import { Ban, CircleHelp, Info, LayoutTemplate, Pencil, Smile } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../lib/api/types.ts'
import { phoneText } from '../../../../lib/format.ts'
import { useMeaning, wordsOf } from '../../../../lib/meaning.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'

function Note({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="flex items-start gap-2 text-ink-2">
      <Icon aria-hidden className="mt-[3px] size-4 shrink-0 text-ink-3" strokeWidth={1.7} />
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  )
}

/** The provider's object as it came, folded. */
export function Raw({ value }: { value: unknown }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="cursor-pointer text-sm text-ink-2">{t('message.raw')}</summary>
      <pre
        dir="ltr"
        className="mt-1 max-h-60 overflow-auto rounded-sm bg-sunken p-2 font-mono text-xs whitespace-pre-wrap"
      >
        {JSON.stringify(value, null, 2)}
      </pre>
    </details>
  )
}

/** The meanings whose sentences fit what a customer sent; the others speak of what we send, so there the provider is quoted. */
const OF_WHAT_CAME = new Set<string | undefined>([
  'type_unsupported',
  'media_not_fetched',
  'undecryptable',
  'unreadable',
  'history_not_shared',
])

/** Why what a customer sent, or its file, cannot be shown. */
export function Reasons({ errors }: { errors: NonNullable<Message['errors']> }) {
  const meaningText = useMeaning()
  const sentences = errors.map(({ details, ...error }) =>
    OF_WHAT_CAME.has(error.meaning) ? meaningText(error.meaning, '') : wordsOf({ ...error, text: details ?? '' }),
  )
  return (
    <ul className="mt-1 grid gap-0.5 text-sm text-ink-2" data-testid="message-reasons">
      {[...new Set(sentences)].map(sentence => (
        <li key={sentence}>
          <bdi>{sentence}</bdi>
        </li>
      ))}
    </ul>
  )
}

export function Edited({ message }: { message: Message }) {
  const { t } = useTranslation()
  const text = message.text?.body ?? message.media?.caption ?? message.original?.text
  return (
    <>
      <Note icon={Pencil}>{t('message.edit')}</Note>
      {text && <PeopleText text={text} />}
    </>
  )
}

export function Revoked() {
  const { t } = useTranslation()
  return <Note icon={Ban}>{t('message.revoke')}</Note>
}

export function Reacted({ emoji }: { emoji: string | null }) {
  const { t } = useTranslation()
  return <Note icon={Smile}>{emoji ? t('message.reacted', { emoji }) : t('message.unreacted')}</Note>
}

export function SystemNote({ message }: { message: Message }) {
  const { t } = useTranslation()
  const { kind, body, newWaId } = message.system ?? { kind: '' }
  if (newWaId) return <Note icon={Info}>{t('message.newNumber', { number: `\u2066${phoneText(newWaId)}\u2069` })}</Note>
  return <Note icon={Info}>{body || (kind ? t('message.system', { kind }) : t('type.system'))}</Note>
}

export function Unsupported({ message }: { message: Message }) {
  const { t } = useTranslation()
  return (
    <>
      <Note icon={CircleHelp}>{t('message.unsupported')}</Note>
      {message.text && <PeopleText text={message.text.body} className="mt-1" />}
    </>
  )
}

export function TemplateNote({ template }: { template: NonNullable<Message['template']> }) {
  const { t } = useTranslation()
  return (
    <>
      <Note icon={LayoutTemplate}>
        {t('type.template')} · <bdi className="font-medium text-ink">{template.name}</bdi> ({template.language})
      </Note>
      {Boolean(template.components?.length) && <Raw value={template.components} />}
    </>
  )
}

/** A type that did not exist when this was written. */
export function UnknownNote({ message }: { message: Message }) {
  const { t } = useTranslation()
  return (
    <>
      <Note icon={CircleHelp}>{t('message.unknown', { type: message.type })}</Note>
      {message.raw !== undefined && <Raw value={message.raw} />}
    </>
  )
}
