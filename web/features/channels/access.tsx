import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/api/error-text.ts'
import { fieldErrors } from '../../lib/api/field-errors.ts'
import type { Channel } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { fieldsOf, given } from './cards.ts'
import { useChangeAccess } from './changes.ts'
import { CredentialFields } from './credential-fields.tsx'
import { TheirWords, useStatusReason } from './status-reason.tsx'

type Props = { channel: Channel; onClose: () => void }

/** Whether a channel has credentials that can be entered again. */
export const hasAccess = ({ provider }: Channel): boolean => fieldsOf(provider).length > 0

/** Replaces a token or key; the number stays the same. The provider is asked at once whether it accepts it. */
export function ChangeAccess({ channel, onClose }: Props) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [form, setForm] = useState<Record<string, string>>({})
  const change = useChangeAccess(channel, onClose)
  const credentials = given(form)
  const fields = fieldsOf(channel.provider).filter(field => !field.fixed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(credentials)
  }
  const reason = useStatusReason()
  const refused = change.data?.status === 'error' ? change.data : null
  return (
    <Dialog open onClose={onClose} title={t('channels.access')} about={t('channels.accessAbout')}>
      <form onSubmit={submit} className="flex flex-col gap-4" autoComplete="off">
        <CredentialFields
          fields={fields.map(field => ({ ...field, required: false }))}
          form={form}
          refused={fieldErrors(change.error)}
          onChange={setForm}
        />
        <FormError text={change.error ? text(change.error) : refused && reason(refused)}>
          {refused && <TheirWords channel={refused} />}
        </FormError>
        <DialogActions>
          <Button
            type="submit"
            look="primary"
            busy={change.isPending}
            disabled={Object.keys(credentials).length === 0}
            data-testid="access-save"
          >
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
