import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../../platform/ids/index.ts'
import { CALM, type SendingStage, sendingStage, type TestConversation } from '../../../../test/sending.ts'
import { upload } from '../../../../test/upload.ts'
import { type Media, openChannel, transportFor } from '../../../channels/index.ts'
import { fileToSend } from '../outbound-file.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let stage: SendingStage
let conversation: TestConversation
let id: Uuid
const query = (sql: string, values: unknown[]) => stage.app.database.query(sql, values)

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  stage.twin.configure(CALM)
  conversation = await stage.conversation()
  const { data } = await upload<{ id: string }>(stage.app, stage.a, { bytes: PNG, name: 'dot.png', type: 'image/png' })
  const content = { media: { kind: 'image' as const, fileId: readId('media', data.id)! } }
  id = (await conversation.queue('', { type: 'image', content })).id
})

/** What happens to the message when files cannot be read during its first `how` tries. */
async function whileAway(broken: object, how: number): Promise<void> {
  const { files } = stage.app.context
  stage.app.context.files = { ...files, ...broken }
  try {
    for (let times = 0; times < how; times++) {
      await conversation.drain()
      await conversation.pass('wait')
    }
  } finally {
    stage.app.context.files = files
  }
}
const away = () => Promise.reject(new Error('away'))

describe('a message whose file is not with Meta yet', () => {
  it('has not left and is no riddle while the file cannot be read: it goes when it can', async () => {
    await whileAway({ open: away }, 1)
    expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
    expect(conversation.calls()).toHaveLength(0)
    await conversation.drain()
    expect(await conversation.message(id)).toMatchObject({ status: 'sent' })
    expect(conversation.calls()).toHaveLength(1)
  })

  it('goes when its upload, slower than one call may be, is over; however many send it, it is uploaded once', async () => {
    const { context } = stage.app
    const [row] = await query('select channel_id from conversation where id = $1', [conversation.conversationId])
    const { channel, credentials } = await context.db.tenant(conversation.tenantId, tx =>
      openChannel(context, tx, row!.channel_id as Uuid),
    )
    const [message] = await query('select content from message where id = $1', [id])
    const { media } = message!.content as { media: Media }
    const opened = await fileToSend(context, channel, media)
    const file = 'file' in opened ? opened.file : undefined
    const to = { kind: 'wa_id' as const, value: conversation.customer }
    const outgoing = { to, type: 'image' as const, content: { media }, callbackData: `${id}.1`, file: file! }
    const send = (ms: number) =>
      transportFor('cloud_api').send(context, channel, credentials, outgoing, AbortSignal.timeout(ms))
    stage.twin.configure({ rules: [{ match: { op: 'media_upload' }, fault: 'latency', ms: 600 }], statuses: {} })
    const early = await Promise.all([send(100), send(100), send(100)])
    expect(early).toMatchObject(Array(3).fill({ kind: 'refused', retry: 'later', error: { code: 'upload_failed' } }))
    expect(await send(2_000)).toMatchObject({ kind: 'accepted' })
    expect(await send(100)).toMatchObject({ kind: 'accepted' })
    expect(await query('select 1 from media_upload where media_id = $1', [media.fileId])).toHaveLength(1)
    const uploads = stage.twin.journal({ kind: 'media' }).filter(entry => entry.phoneNumberId === conversation.number)
    expect(uploads).toHaveLength(1)
  })

  it('waits however often the file is found unreadable, and costs no attempt', async () => {
    await whileAway({ size: away }, 6)
    expect(await conversation.message(id)).toMatchObject({ status: 'queued' })
    await conversation.drain()
    expect(await conversation.attempts(id)).toMatchObject([{ no: 1, state: 'accepted' }])
    expect(conversation.calls()).toHaveLength(1)
  })
})
