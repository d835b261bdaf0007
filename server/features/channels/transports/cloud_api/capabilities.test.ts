import { expect, it } from 'vitest'
import { checkUpload } from '../../../../../simulator/meta/rules/media.rules.ts'
import { CAPABILITIES } from './capabilities.ts'

const media = Object.entries(CAPABILITIES.media)

it.each(media)('an %s of every type that is offered is one that Meta takes', (_kind, limit) => {
  for (const mimeType of limit!.mimeTypes)
    expect([mimeType, checkUpload(mimeType, 1000)]).toEqual([mimeType, undefined])
})
