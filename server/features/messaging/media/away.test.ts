import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readId, type Uuid } from '../../../platform/ids/index.ts'
import { type SendingStage, sendingStage, type Thread } from '../../../test/sending.ts'
import { upload } from '../../../test/upload.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let stage: SendingStage
let thread: Thread
let id: Uuid

beforeAll(async () => {
  stage = await sendingStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  thread = await stage.thread()
  const { data } = await upload<{ id: string }>(stage.app, stage.a, { bytes: PNG, name: 'dot.png', type: 'image/png' })
  const content = { media: { kind: 'image' as const, fileId: readId('media', data.id)! } }
  id = (await thread.queue('', { type: 'image', content })).id
})

/** What happens to the message while files cannot be read, `how` often it is tried. */
async function whileAway(broken: object, how: number): Promise<void> {
  const { files } = stage.app.context
  stage.app.context.files = { ...files, ...broken }
  try {
    for (let times = 0; times < how; times++) {
      await thread.drain()
      await thread.pass('wait')
    }
  } finally {
    stage.app.context.files = files
  }
}
const away = () => Promise.reject(new Error('away'))

describe('a message whose file cannot be read right now', () => {
  it('has not left and is no riddle: it goes when the file can be read', async () => {
    await whileAway({ open: away }, 1)
    expect(await thread.message(id)).toMatchObject({ status: 'queued' })
    expect(thread.calls()).toHaveLength(0)
    await thread.drain()
    expect(await thread.message(id)).toMatchObject({ status: 'sent' })
    expect(thread.calls()).toHaveLength(1)
  })

  it('waits however often that is found, and costs no attempt', async () => {
    await whileAway({ size: away }, 6)
    expect(await thread.message(id)).toMatchObject({ status: 'queued' })
    await thread.drain()
    expect(await thread.attempts(id)).toMatchObject([{ no: 1, state: 'accepted' }])
    expect(thread.calls()).toHaveLength(1)
  })
})
