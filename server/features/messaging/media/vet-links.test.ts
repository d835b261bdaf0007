import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { MessageBody } from '../message.schema.ts'
import { vetLinks } from './vet-links.ts'

const template = (links: readonly string[]): MessageBody => ({
  type: 'template',
  template: {
    name: 'menu',
    language: 'fr',
    components: [{ type: 'header', parameters: links.map(link => ({ type: 'image', image: { link } })) }] as Array<
      Record<string, unknown>
    >,
  },
})
const hosts = (many: number) => Array.from({ length: many }, (_, no) => `https://h${no}.example/menu.jpg`)

/** Records what was looked up, and how many look-ups ran at the same moment. */
function watcher() {
  const seen = { asked: [] as string[], atOnce: 0 }
  let now = 0
  const vet = async (url: string) => {
    seen.asked.push(url)
    seen.atOnce = Math.max(seen.atOnce, ++now)
    await wait(5)
    now--
  }
  return { seen, vet }
}

describe('the links of a message', () => {
  it('are looked up at the same time, so that many take no longer than one', async () => {
    const { seen, vet } = watcher()
    await vetLinks(template(hosts(20)), vet)
    expect(seen).toMatchObject({ asked: hosts(20), atOnce: 20 })
  })

  it('to one place are looked up once; another port, scheme or user is another place', async () => {
    const { seen, vet } = watcher()
    const same = ['https://a.example/1', 'https://a.example/2', 'https://A.example:443/3']
    const others = ['http://a.example/', 'https://a.example:8443/', 'https://u@a.example/', 'https://u:p@a.example/']
    await vetLinks(template([...same, ...others]), vet)
    expect(seen.asked).toHaveLength(1 + others.length)
  })

  it('are refused when one leads inside, wherever it stands', async () => {
    const inside = ['https://127.0.0.1/a', 'http://93.184.216.34:6379/', 'https://u:p@93.184.216.34/']
    for (const link of inside) {
      const answer = vetLinks(template(['https://93.184.216.34/a', link, 'https://93.184.216.34/b']))
      await expect(answer).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
    }
  })

  it('are refused when they are more than any template holds, and none is looked up', async () => {
    const { seen, vet } = watcher()
    await expect(vetLinks(template(hosts(21)), vet)).rejects.toMatchObject({
      status: 400,
      details: [{ path: 'body.template.components', message: 'must have at most 20 links' }],
    })
    expect(seen.asked).toEqual([])
  })
})
