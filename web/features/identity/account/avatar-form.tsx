import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '../../../lib/api/client.ts'
import { useErrorText } from '../../../lib/api/error-text.ts'
import type { Me } from '../../../lib/api/types.ts'
import { meQuery } from '../../../lib/session/me.ts'
import { membersQuery } from '../../../lib/session/members.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'

function give(file: File) {
  const form = new FormData()
  form.append('file', file, file.name)
  return data(
    api.POST('/api/v1/auth/me/avatar', {
      // The API description lists the body's fields; the browser writes the body itself, boundary included.
      body: form as never,
      bodySerializer: body => body as unknown as FormData,
    }),
  )
}

/** Shows the person's picture, and takes another. */
export function AvatarForm({ me }: { me: Me }) {
  const { t } = useTranslation()
  const text = useErrorText()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const { name, avatarUrl } = me.user
  const change = useMutation({
    mutationFn: async (file: File | null) =>
      file ? (await give(file)).avatarUrl : await data(api.DELETE('/api/v1/auth/me/avatar')).then(() => null),
    onSuccess: next => {
      client.setQueryData<Me>(meQuery.queryKey, now => now && { ...now, user: { ...now.user, avatarUrl: next } })
      void client.invalidateQueries({ queryKey: membersQuery.queryKey })
      void client.invalidateQueries({ queryKey: ['team'] })
    },
    onError: error => toast(text(error), 'red'),
  })
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file may be chosen again after a refusal.
    target.value = ''
    if (file) change.mutate(file)
  }
  return (
    <div className="flex flex-wrap items-center gap-4" data-testid="avatar-form">
      <Avatar name={name} src={avatarUrl} size="lg" />
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          aria-label={t('account.picture')}
          className="sr-only"
          tabIndex={-1}
          onChange={choose}
          data-testid="avatar-file"
        />
        <Button busy={change.isPending} onClick={() => input.current?.click()} data-testid="avatar-choose">
          {t(avatarUrl ? 'account.otherPicture' : 'account.choosePicture')}
        </Button>
        {avatarUrl && (
          <Button
            look="quiet"
            disabled={change.isPending}
            onClick={() => change.mutate(null)}
            data-testid="avatar-remove"
          >
            {t('account.removePicture')}
          </Button>
        )}
      </div>
    </div>
  )
}
