import { Check, ChevronDown, ExternalLink, List, MapPin, MousePointerClick } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interactive, InteractiveOf } from '../../../../lib/api/types.ts'
import { cx } from '../../../../lib/cx.ts'
import { safeHref } from '../../../../lib/rich-text.ts'
import { PeopleText } from '../../../../ui/people-text.tsx'
import { FormReply } from './form-reply.tsx'
import { Raw } from './notes.tsx'

const ICON = { className: 'size-4 shrink-0', strokeWidth: 1.7, 'aria-hidden': true } as const

/** What the customer may tap, or what they tapped. */
export function InteractiveContent({ interactive, tapped }: { interactive: Interactive; tapped?: string }) {
  const { kind } = interactive
  if (kind === 'button_reply' || kind === 'list_reply') return <Tapped interactive={interactive} />
  if (kind === 'form_reply') return <FormReply interactive={interactive} />
  if (kind === 'poll_vote') return <Vote options={interactive.options} />
  if (kind === 'event_response') return <Coming interactive={interactive} />
  if (kind === 'other') return <Raw value={interactive.raw} />
  return (
    <>
      {'header' in interactive && interactive.header && (
        <PeopleText text={interactive.header} className="font-semibold" />
      )}
      {interactive.body && <PeopleText text={interactive.body} />}
      {'footer' in interactive && interactive.footer && (
        <PeopleText text={interactive.footer} className="mt-1 text-sm text-ink-3" />
      )}
      <div className="mt-2 grid gap-1.5">
        <Choices interactive={interactive} tapped={tapped} />
      </div>
    </>
  )
}

function Choices({ interactive, tapped }: { interactive: Interactive; tapped?: string }) {
  const { t } = useTranslation()
  switch (interactive.kind) {
    case 'buttons':
      return interactive.buttons.map(button => (
        <Choice key={button.id} chosen={button.id === tapped}>
          {button.title}
        </Choice>
      ))
    case 'list':
      return <ListChoices interactive={interactive} tapped={tapped} />
    case 'cta_url': {
      const href = safeHref(interactive.url)
      return (
        href && (
          <a href={href} target="_blank" rel="noreferrer noopener" className="block">
            <Choice icon={<ExternalLink {...ICON} />}>{interactive.displayText}</Choice>
          </a>
        )
      )
    }
    case 'flow':
      return <Choice>{interactive.button}</Choice>
    case 'location_request':
      return <Choice icon={<MapPin {...ICON} />}>{t('message.asksLocation')}</Choice>
    default:
      return null
  }
}

function Choice({ chosen, icon, children }: { chosen?: boolean; icon?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <span
      className={cx(
        'flex items-center justify-center gap-1.5 rounded-sm border px-2 py-1.5 text-center text-sm font-medium',
        chosen
          ? 'border-brand bg-surface text-brand inset-ring inset-ring-brand'
          : 'border-brand-line bg-surface text-brand',
      )}
    >
      {chosen ? <Check {...ICON} aria-hidden={false} aria-label={t('message.tapped')} /> : icon}
      <bdi>{children}</bdi>
    </span>
  )
}

/** A list can be unfolded: its button, and below it the choices. The chosen one is shown without unfolding. */
function ListChoices({ interactive, tapped }: { interactive: InteractiveOf<'list'>; tapped?: string }) {
  const { sections } = interactive
  const chosen = sections.flatMap(section => section.rows).find(row => row.id === tapped)
  return (
    <>
      <details className="group">
        <summary className="flex cursor-pointer list-none items-center justify-center gap-1.5 rounded-sm border border-brand-line bg-surface px-2 py-1.5 text-sm font-medium text-brand">
          <List {...ICON} />
          <bdi>{interactive.button}</bdi>
          <ChevronDown {...ICON} className="size-4 shrink-0 transition-transform duration-100 group-open:rotate-180" />
        </summary>
        {sections.map((section, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sections of one message never move
          <div key={index} className="pt-1.5">
            {section.title && <div className="people text-xs font-semibold text-ink-2">{section.title}</div>}
            {section.rows.map(row => (
              <div key={row.id} className="border-b border-brand-line py-1 text-sm last:border-0">
                <div className="people">{row.title}</div>
                {row.description && <div className="people text-xs text-ink-2">{row.description}</div>}
              </div>
            ))}
          </div>
        ))}
      </details>
      {chosen && <Choice chosen>{chosen.title}</Choice>}
    </>
  )
}

function Vote({ options }: { options: string[] }) {
  const { t } = useTranslation()
  if (options.length === 0) return <p className="text-ink-2">{t('message.voteBack')}</p>
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-2">{t('message.voted')}</p>
      {options.map(option => (
        <PeopleText key={option} text={option} />
      ))}
    </div>
  )
}

const COMING = ['going', 'not_going', 'maybe'] as const

function Coming({ interactive: { response, extraGuests } }: { interactive: InteractiveOf<'event_response'> }) {
  const { t } = useTranslation()
  const known = COMING.find(one => one === response)
  return (
    <p>
      {known ? t(`message.coming.${known}`) : <bdi>{response}</bdi>}
      {extraGuests !== undefined && <span className="num"> (+{extraGuests})</span>}
    </p>
  )
}

function Tapped({ interactive }: { interactive: InteractiveOf<'button_reply' | 'list_reply'> }) {
  const { t } = useTranslation()
  return (
    <div className="flex items-start gap-2">
      <MousePointerClick
        {...ICON}
        className="mt-0.5 size-4 shrink-0 text-ink-3"
        aria-hidden={false}
        aria-label={t('message.tapped')}
      />
      <div className="min-w-0">
        <PeopleText text={interactive.title} />
        {'description' in interactive && interactive.description && (
          <PeopleText text={interactive.description} className="text-sm text-ink-2" />
        )}
      </div>
    </div>
  )
}
