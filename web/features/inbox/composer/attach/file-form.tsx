import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../../lib/api/error-text.ts'
import type { Channel, OutgoingBody } from '../../../../lib/api/types.ts'
import { useObjectUrl } from '../../../../lib/hooks.ts'
import { Field } from '../../../../ui/field.tsx'
import { FormError } from '../../../../ui/form-error.tsx'
import { AttachForm } from './form.tsx'
import { captionLength, isSticker, kindFor, sizeText, tooLarge } from './kind.ts'
import { uploadFile } from './upload.ts'

interface FileFormProps {
  file: File
  channel: Channel | undefined
  onSend: (body: OutgoingBody) => void
  onClose: () => void
}

/** Shows the picked file, takes a caption where the channel carries one, uploads the file, and sends it as its kind. */
export function FileForm({ file, channel, onSend, onClose }: FileFormProps) {
  const { t } = useTranslation()
  const text = useErrorText()
  const [caption, setCaption] = useState('')
  const kind = kindFor(file, channel, useSticker(file))
  const most = kind && tooLarge(file, kind, channel)
  const longest = captionLength(kind, channel)
  const upload = useMutation({
    mutationFn: () => uploadFile(file),
    onSuccess: ({ id }) => {
      const words = longest > 0 && caption.trim()
      onSend({ type: kind!, media: { id, ...(words && { caption: words }), filename: file.name.slice(-240) } })
      onClose()
    },
  })
  return (
    <AttachForm
      title={t('attach.file')}
      busy={upload.isPending}
      onSubmit={kind && !most ? () => upload.mutate() : null}
      onClose={onClose}
    >
      <Preview file={file} />
      {longest > 0 && (
        <Field
          label={t('attach.caption')}
          dir="auto"
          maxLength={longest}
          value={caption}
          onChange={event => setCaption(event.target.value)}
          data-testid="file-caption"
        />
      )}
      <FormError
        text={
          (!kind && t('attach.notCarried')) ||
          (most && t('attach.tooLarge', { most: sizeText(most) })) ||
          (upload.error ? text(upload.error) : null)
        }
      />
    </AttachForm>
  )
}

/** Whether the picture is a sticker; known as soon as it was read. */
function useSticker(file: File): boolean {
  const [sticker, setSticker] = useState(false)
  useEffect(() => {
    let gone = false
    void isSticker(file).then(found => !gone && setSticker(found))
    return () => {
      gone = true
    }
  }, [file])
  return sticker
}

function Preview({ file }: { file: File }) {
  const url = useObjectUrl(file)
  return (
    <div className="grid grid-cols-1 gap-2 rounded-md bg-sunken p-3">
      {url && file.type.startsWith('image/') && (
        <img src={url} alt="" className="max-h-[36dvh] justify-self-center rounded-sm object-contain" />
      )}
      <div className="flex items-baseline gap-2">
        <bdi title={file.name} className="min-w-0 flex-1 truncate font-medium" data-testid="file-name">
          {file.name}
        </bdi>
        <span className="num text-sm text-ink-3">{sizeText(file.size)}</span>
      </div>
    </div>
  )
}
