import { LayoutList, MapPin, Paperclip, Plus, Rows3, ScrollText, UserRound } from 'lucide-react'
import { type Ref, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel, OutgoingBody } from '../../../../lib/api/types.ts'
import { Button } from '../../../../ui/button.tsx'
import { Menu, MenuItem } from '../../../../ui/menu.tsx'
import { ButtonsForm } from './buttons-form.tsx'
import { ContactForm } from './contact-form.tsx'
import { FileForm } from './file-form.tsx'
import { ListForm } from './list-form.tsx'
import { PlaceForm } from './place-form.tsx'
import { TemplateForm } from './template-form.tsx'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

type Kind = 'place' | 'contact' | 'buttons' | 'list' | 'template'

const FORMS = {
  place: PlaceForm,
  contact: ContactForm,
  buttons: ButtonsForm,
  list: ListForm,
  template: TemplateForm,
} as const

interface AttachProps {
  channel: Channel | undefined
  onSend: (body: OutgoingBody) => void
}

/** Everything that is not plain text; what the channel cannot carry is not offered. */
export function AttachMenu({ channel, onSend }: AttachProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const picker = useRef<HTMLInputElement>(null)
  const can = (capability: string) => channel?.capabilities[capability] !== false
  const close = () => setKind(null)
  const Form = kind && FORMS[kind]
  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={
          <Button look="quiet" icon aria-label={t('attach.title')} data-testid="attach">
            <Plus aria-hidden className="size-5" strokeWidth={1.7} />
          </Button>
        }
      >
        {can('media') && (
          <MenuItem icon={<Paperclip {...ICON} />} onSelect={() => picker.current?.click()}>
            {t('attach.file')}
          </MenuItem>
        )}
        <MenuItem icon={<MapPin {...ICON} />} onSelect={() => setKind('place')}>
          {t('attach.place')}
        </MenuItem>
        <MenuItem icon={<UserRound {...ICON} />} onSelect={() => setKind('contact')}>
          {t('attach.contact')}
        </MenuItem>
        <MenuItem icon={<Rows3 {...ICON} />} onSelect={() => setKind('buttons')}>
          {t('attach.buttons')}
        </MenuItem>
        <MenuItem icon={<LayoutList {...ICON} />} onSelect={() => setKind('list')}>
          {t('attach.list')}
        </MenuItem>
        {can('templates') && (
          <MenuItem icon={<ScrollText {...ICON} />} onSelect={() => setKind('template')}>
            {t('attach.template')}
          </MenuItem>
        )}
      </Menu>
      <Picker ref={picker} onPick={setFile} />
      {file && <FileForm file={file} channel={channel} onSend={onSend} onClose={() => setFile(null)} />}
      {Form && <Form channelId={channel?.id} onSend={onSend} onClose={close} />}
    </>
  )
}

/** The browser's own file dialog, opened by the menu. */
function Picker({ ref, onPick }: { ref: Ref<HTMLInputElement>; onPick: (file: File | null) => void }) {
  const { t } = useTranslation()
  return (
    <input
      ref={ref}
      type="file"
      className="sr-only"
      tabIndex={-1}
      aria-label={t('attach.file')}
      data-testid="attach-file"
      onChange={event => {
        onPick(event.target.files?.[0] ?? null)
        event.target.value = ''
      }}
    />
  )
}
