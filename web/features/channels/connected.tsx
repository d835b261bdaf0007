import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '../../lib/api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { ChangeAccess, hasAccess } from './access.tsx'
import { setupOf } from './cards.ts'
import { useChannel } from './queries.ts'
import { SetupLines } from './setup.tsx'
import { TheirWords, useStatusReason } from './status-reason.tsx'

/** What is left to do at the provider; or, when it refused the values, why, and how to correct them. */
export function Connected({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const reason = useStatusReason()
  const [mending, setMending] = useState(false)
  const now = useChannel(channel.id) ?? channel
  const refused = now.status === 'error'
  if (mending && hasAccess(now)) return <ChangeAccess channel={now} onClose={onClose} />
  const setup = setupOf(channel.provider)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(refused ? 'channels.refusedTitle' : 'channels.connectedTitle')}
      about={refused || !setup ? undefined : t(setup.about)}
    >
      {refused ? (
        <FormError text={reason(now)}>
          <TheirWords channel={now} />
        </FormError>
      ) : (
        <SetupLines id={channel.id} />
      )}
      <DialogActions>
        <Button look={refused ? 'plain' : 'primary'} onClick={onClose} data-first={refused ? undefined : true}>
          {t(refused ? 'common.close' : 'common.done')}
        </Button>
        {refused && (
          <Button look="primary" onClick={() => setMending(true)} data-testid="access-open">
            {t('channels.access')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
