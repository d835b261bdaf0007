import { AlarmClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../lib/api/types.ts'
import { useFormats } from '../../../lib/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useChange } from '../changes.ts'
import { backToComposer } from '../composer/focus.ts'
import { snoozeChoices } from './snooze.ts'

/** Snoozes a conversation until a moment, or ends its snooze early. */
export function SnoozeMenu({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { mutate } = useChange(conversation)
  const snooze = (until: Date) => {
    mutate({ snoozedUntil: until.toISOString() })
    toast(t('thread.snoozed', { at: format.dateTime(until.toISOString()) }))
  }
  const { snoozedUntil } = conversation
  const label = snoozedUntil ? format.short(snoozedUntil) : t('thread.snooze')
  return (
    <Menu
      trigger={
        <Button aria-label={t('thread.snooze')} title={label} className="@max-[860px]:w-8 @max-[860px]:px-0">
          <AlarmClock aria-hidden className="size-[18px]" strokeWidth={1.7} />
          <span className="num @max-[860px]:hidden">{label}</span>
        </Button>
      }
    >
      {snoozeChoices(new Date()).map(({ name, until }) => (
        <MenuItem key={name} onSelect={() => snooze(until)} goOn={backToComposer}>
          {t(`snooze.${name}`)}
        </MenuItem>
      ))}
      {snoozedUntil && (
        <MenuItem onSelect={() => mutate({ snoozedUntil: null })} goOn={backToComposer}>
          {t('snooze.wake')}
        </MenuItem>
      )}
    </Menu>
  )
}
