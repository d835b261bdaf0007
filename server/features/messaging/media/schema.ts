import { z } from 'zod'
import { idParam } from '../../../platform/http/index.ts'

export const mediaIdParam = z.object({ id: idParam('media') })

const kind = z.enum(['image', 'video', 'audio', 'document', 'sticker'])
const problem = z.object({ code: z.string(), text: z.string() })

/** A file of a message, or one that was uploaded to be sent. */
export const mediaView = z
  .object({
    id: z.string(),
    kind,
    state: z.enum(['waiting', 'ready', 'refused', 'gone']).meta({
      description:
        'waiting: it is being fetched from the provider. refused, gone: it will not come; `problem` says why.',
    }),
    direction: z.enum(['inbound', 'outbound']),
    mimeType: z
      .string()
      .nullable()
      .meta({ description: 'What the bytes are; before they are here, what the sender says' }),
    bytes: z.number().nullable(),
    filename: z.string().nullable(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    url: z.string().nullable().meta({
      description:
        'A path of this server that opens the file without a login for about ten minutes; ask again for another',
    }),
    urlExpiresAt: z.string().nullable().meta({ description: 'Until when both links open the file' }),
    thumbnailUrl: z.string().nullable().meta({ description: 'The same for a small copy (WebP, 320 pixels)' }),
    problem: problem.nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Media' })
export type MediaView = z.infer<typeof mediaView>

/** The file of a message, with what the message says about it. Unknown values are absent. */
export const messageMedia = z
  .object({
    /** Absent when we have no copy: `link` says where the file is. */
    id: z.string().optional(),
    /** One of the kinds above, or a provider's own word. */
    kind: z.string(),
    providerId: z.string().optional().meta({ description: 'The provider’s id of the file' }),
    sha256: z.string().optional().meta({ description: 'The hash of its bytes, as the provider gave it' }),
    state: mediaView.shape.state.optional(),
    link: z.string().optional(),
    mimeType: z.string().optional(),
    bytes: z.number().optional(),
    filename: z.string().optional(),
    caption: z.string().optional(),
    voice: z.boolean().optional(),
    animated: z.boolean().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
    url: mediaView.shape.url,
    urlExpiresAt: mediaView.shape.urlExpiresAt,
    thumbnailUrl: mediaView.shape.thumbnailUrl,
    problem: problem.optional(),
  })
  .meta({ id: 'MessageMedia' })
export type MessageMedia = z.infer<typeof messageMedia>
