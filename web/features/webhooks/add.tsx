import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { CopyLine } from '../../ui/copy.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useAddEndpoint } from './changes.ts'
import { EventChoice } from './event-choice.tsx'

/** Adding an endpoint: its address and which events it gets. Then its secret is shown. */
export function AddEndpoint({ url: given, onClose }: { url: string; onClose: () => void }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const add = useAddEndpoint()
  const [url, setUrl] = useState(given)
  const [description, setDescription] = useState('')
  const [types, setTypes] = useState<string[]>(['*'])
  const [ordered, setOrdered] = useState(false)
  if (add.data) return <SecretDialog secret={add.data.secret} onClose={onClose} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ url, description, types, ordered })
  }
  return (
    <Dialog open onClose={onClose} title={t('webhooks.add')} about={t('webhooks.addAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t('webhooks.url')}
          hint={t('webhooks.urlHint')}
          type="url"
          dir="ltr"
          required
          placeholder="https://"
          value={url}
          onChange={event => setUrl(event.target.value)}
          data-testid="webhook-url"
        />
        <Field
          label={t('webhooks.description')}
          maxLength={500}
          value={description}
          onChange={event => setDescription(event.target.value)}
        />
        <EventChoice types={types} onChange={setTypes} />
        <Switch
          label={t('webhooks.ordered')}
          about={t('webhooks.orderedAbout')}
          checked={ordered}
          onChange={setOrdered}
        />
        <FormError text={add.error && text(add.error)} />
        <DialogActions>
          <Button
            look="primary"
            type="submit"
            busy={add.isPending}
            disabled={types.length === 0}
            data-testid="webhook-save"
          >
            {t('webhooks.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** A secret to copy, with what it is for. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog open onClose={onClose} title={t('webhooks.secretTitle')} about={t('webhooks.secretAbout')}>
      <div data-testid="webhook-secret">
        <CopyLine label={t('webhooks.secret')} value={secret} />
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose} data-first>
          {t('common.done')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
