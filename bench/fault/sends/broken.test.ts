import { expect, it } from 'vitest'
import { brokenSource } from './broken.ts'

it('the program still has the line that the drill breaks to see whether its judge notices', async () => {
  expect(await brokenSource()).toContain("code: 'lost'")
})
