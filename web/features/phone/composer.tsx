import { Image, MapPin, Paperclip, SendHorizontal } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import type { Sent } from './queries.ts'

const ICON = { className: 'size-4', strokeWidth: 1.7, 'aria-hidden': true } as const

/** The place that a simulated customer sends: the middle of Casablanca. */
const SOMEWHERE = { latitude: 33.5731, longitude: -7.5898 }

/** What a customer can do: write, send a place, send a picture. */
export function PhoneComposer({ onSend, label }: { onSend: (sent: Sent) => void; label: string }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [asking, setAsking] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = text.trim()
    if (!body) return
    onSend({ type: 'text', text: { body } })
    setText('')
  }
  return (
    <form onSubmit={submit} className="flex items-center gap-1.5 bg-surface p-2.5">
      <Menu
        side="top"
        align="start"
        trigger={
          <Button look="quiet" round aria-label={t('phone.attach')} data-testid="phone-attach">
            <Paperclip aria-hidden className="size-5" strokeWidth={1.7} />
          </Button>
        }
      >
        <MenuItem
          icon={<MapPin {...ICON} />}
          onSelect={() => onSend({ type: 'location', location: { ...SOMEWHERE, name: t('phone.place') } })}
        >
          {t('phone.sendPlace')}
        </MenuItem>
        <MenuItem icon={<Image {...ICON} />} onSelect={() => setAsking(true)}>
          {t('phone.sendImage')}
        </MenuItem>
      </Menu>
      <input
        value={text}
        dir="auto"
        maxLength={4096}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        onChange={event => setText(event.target.value)}
        className="h-9 min-w-0 flex-1 rounded-full border border-line-strong bg-paper px-3.5 placeholder:text-ink-3 max-sm:text-[16px]"
        data-testid="phone-input"
      />
      <Button
        type="submit"
        look="primary"
        round
        aria-label={t('composer.send')}
        disabled={!text.trim()}
        data-testid="phone-send"
      >
        <SendHorizontal aria-hidden className="size-[18px] rtl:-scale-x-100" strokeWidth={1.7} />
      </Button>
      {asking && <ImageDialog onSend={onSend} onClose={() => setAsking(false)} />}
    </form>
  )
}

function ImageDialog({ onSend, onClose }: { onSend: (sent: Sent) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [link, setLink] = useState('')
  const [caption, setCaption] = useState('')
  const valid = /^https?:\/\/\S+$/i.test(link)
  const send = () => {
    onSend({ type: 'image', media: { link, ...(caption.trim() ? { caption: caption.trim() } : {}) } })
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={t('phone.sendImage')} about={t('phone.sendImageAbout')}>
      <div className="grid gap-4">
        <Field
          label={t('phone.imageLink')}
          dir="ltr"
          inputMode="url"
          value={link}
          onChange={event => setLink(event.target.value)}
        />
        <Field
          label={t('phone.caption')}
          maxLength={1024}
          value={caption}
          onChange={event => setCaption(event.target.value)}
        />
        <Button look="primary" disabled={!valid} onClick={send} className="justify-self-end">
          {t('composer.send')}
        </Button>
      </div>
    </Dialog>
  )
}
