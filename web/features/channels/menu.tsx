import { EllipsisVertical, KeyRound, Pencil, Play, Square, Trash2, Unplug } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import type { Channel } from '../../lib/api/types.ts'
import { wordsOf } from '../../lib/words.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { ChangeAccess, hasAccess } from './access.tsx'
import { useLinking, useRemove, useRename } from './changes.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

/** Renames a channel, changes its credentials, or removes it. */
export function ChannelMenu({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<'rename' | 'access' | 'remove' | null>(null)
  const remove = useRemove(channel)
  const close = () => setAsked(null)
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" icon aria-label={t('channels.more', { name: channel.name })} data-testid="channel-menu">
            <EllipsisVertical aria-hidden className="size-[18px]" strokeWidth={1.7} />
          </Button>
        }
      >
        <MenuItem icon={<Pencil {...ICON} />} onSelect={() => setAsked('rename')}>
          {t('channels.rename')}
        </MenuItem>
        {hasAccess(channel) && (
          <MenuItem icon={<KeyRound {...ICON} />} onSelect={() => setAsked('access')}>
            {t('channels.access')}
          </MenuItem>
        )}
        {channel.abilities.linked && <PhoneItems channel={channel} />}
        <MenuItem icon={<Trash2 {...ICON} />} danger onSelect={() => setAsked('remove')}>
          {t('channels.remove')}
        </MenuItem>
      </Menu>
      {asked === 'rename' && <Rename channel={channel} onClose={close} />}
      {asked === 'access' && hasAccess(channel) && <ChangeAccess channel={channel} onClose={close} />}
      <Confirm
        open={asked === 'remove'}
        onClose={close}
        title={t('channels.removeTitle', { name: channel.name })}
        about={t('channels.removeAbout')}
        action={t('channels.remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSettled: close })}
      />
    </>
  )
}

/** For a channel with a linked phone. */
function PhoneItems({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const linking = useLinking(channel)
  return (
    <>
      {channel.status === 'disconnected' ? (
        <MenuItem icon={<Play {...ICON} />} onSelect={() => linking.mutate('start')}>
          {t('channels.start')}
        </MenuItem>
      ) : (
        <MenuItem icon={<Square {...ICON} />} onSelect={() => linking.mutate('stop')}>
          {t('channels.stop')}
        </MenuItem>
      )}
      <MenuItem icon={<Unplug {...ICON} />} onSelect={() => linking.mutate('logout')}>
        {t('channels.logout')}
      </MenuItem>
    </>
  )
}

function Rename({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [name, setName] = useState(channel.name)
  const [skills, setSkills] = useState(channel.skills.join(', '))
  const rename = useRename(channel)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    rename.mutate({ name, skills: wordsOf(skills) }, { onSuccess: onClose })
  }
  return (
    <Dialog open onClose={onClose} title={t('channels.rename')}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label={t('channels.name')}
          required
          maxLength={100}
          value={name}
          error={rename.error && text(rename.error)}
          onChange={event => setName(event.target.value)}
        />
        <Field
          label={t('channels.skills')}
          hint={t('channels.skillsHint')}
          value={skills}
          onChange={event => setSkills(event.target.value)}
          data-testid="channel-skills"
        />
        <Button type="submit" look="primary" busy={rename.isPending} className="justify-self-end">
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
