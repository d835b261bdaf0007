import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contractFolder, shape } from '../../test/contracts.ts'
import { CUSTOMER, type Json, NUMBER, type Providers, startProviders } from '../../test/providers.ts'

const WABA = '102290129340398'
const TEMPLATES = `/v24.0/${WABA}/message_templates`
const body = (name = 'order_ready', language = 'en_US') => ({
  name,
  language,
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hello {{1}}, order {{2}} is ready', example: { body_text: [['Zoë', '7']] } }],
})
const open = async (options = {}) => {
  const all = await startProviders(options)
  all.twin.addNumber({ id: NUMBER, wabaId: WABA })
  all.twin.adjust({ review: { ms: 40 } })
  return all
}

describe('templates', () => {
  let all: Providers
  beforeEach(async () => {
    all = await open()
  })
  afterEach(() => all.close())
  const make = async (name?: string, language?: string) =>
    (await all.graph('POST', TEMPLATES, body(name, language))).json
  const send = (name: string, parameters: unknown[] = ['Zoë', '7'], code = 'en_US') =>
    all.graph('POST', `/v24.0/${NUMBER}/messages`, {
      messaging_product: 'whatsapp',
      to: CUSTOMER,
      type: 'template',
      template: {
        name,
        language: { code },
        components: [{ type: 'body', parameters: parameters.map(text => ({ type: 'text', text })) }],
      },
    })
  const verdicts = () =>
    all.hook.received
      .flatMap(one => one.json?.entry ?? [])
      .flatMap(entry => entry.changes)
      .filter(change => change.field === 'message_template_status_update')
      .map(change => change.value)
  const codeOf = (json: Json) => (json.error as { code: number } | undefined)?.code
  const decide = (id: unknown, status: string) =>
    all.control('POST', `/twin/templates/${id}`, { status, reason: 'SCAM' })

  test('a template is pending, then approved, which the account is told', async () => {
    const { id, status } = await make()
    expect(status).toBe('PENDING')
    expect(codeOf((await send('order_ready')).json)).toBe(132001)
    await all.twin.idle()
    expect(verdicts()).toMatchObject([{ event: 'APPROVED', message_template_id: Number(id), reason: 'NONE' }])
    expect((await all.graph('GET', `/v24.0/${id}`)).json).toMatchObject({ status: 'APPROVED', id })
    expect((await send('order_ready')).status).toBe(200)
  })

  test('a rejection says why; what is paused or disabled, unknown or miscounted cannot be sent', async () => {
    const { id } = await make()
    await decide(id, 'REJECTED')
    await all.twin.idle()
    expect(verdicts()).toMatchObject([{ event: 'REJECTED', reason: 'SCAM' }])
    expect(codeOf((await send('order_ready')).json)).toBe(132001)
    await decide(id, 'PAUSED')
    expect(codeOf((await send('order_ready')).json)).toBe(132015)
    await decide(id, 'DISABLED')
    expect(codeOf((await send('order_ready')).json)).toBe(132016)
    await decide(id, 'APPROVED')
    expect(codeOf((await send('order_ready', ['one'])).json)).toBe(132000)
    expect(codeOf((await send('order_ready', ['a', 'b'], 'fr')).json)).toBe(132001)
    expect(codeOf((await send('never_made')).json)).toBe(132001)
  })

  test('an account without templates takes any name', async () => {
    expect((await send('hello_world')).status).toBe(200)
  })

  test('the same name in the same language is refused, in another it is another template', async () => {
    await make()
    expect((await make()).error).toMatchObject({ code: 100, error_subcode: 2388024 })
    expect((await make('order_ready', 'fr')).id).toBeTruthy()
    const wrong: [string, object][] = [
      ['name', { ...body(), name: 'Order Ready' }],
      ['category', { ...body(), category: 'GREETING' }],
      ['components', { ...body(), components: undefined }],
    ]
    for (const [member, request] of wrong) {
      const { json } = await all.graph('POST', TEMPLATES, request)
      expect((json.error as { message: string }).message).toContain(member)
    }
  })

  test('a deletion by name takes every language, one with an id only that', async () => {
    const [english, french] = [await make(), await make('order_ready', 'fr')]
    const names = async () => ((await all.graph('GET', TEMPLATES)).json.data as Json[]).map(one => one.language)
    await all.graph('DELETE', `${TEMPLATES}?name=order_ready&hsm_id=${french.id}`)
    expect(await names()).toEqual(['en_US'])
    await make('order_ready', 'fr')
    expect((await all.graph('DELETE', `${TEMPLATES}?name=order_ready`)).json).toEqual({ success: true })
    expect(await names()).toEqual([])
    expect((await all.graph('DELETE', `${TEMPLATES}?name=order_ready`)).json.error).toMatchObject({
      code: 100,
      error_subcode: 2593002,
    })
    expect((await all.graph('GET', `/v24.0/${english.id}`)).json.status).not.toBe('APPROVED')
  })

  test('an edit is for what was decided, and is decided again', async () => {
    const { id } = await make()
    const components = [{ type: 'BODY', text: 'Ready' }]
    expect((await all.graph('POST', `/v24.0/${id}`, { components })).json.error).toMatchObject({ code: 100 })
    await all.twin.idle()
    expect((await all.graph('POST', `/v24.0/${id}`, { components })).json).toEqual({ success: true })
    expect((await all.graph('GET', `/v24.0/${id}`)).json).toMatchObject({ status: 'PENDING', components })
    await all.twin.idle()
    expect(verdicts()).toHaveLength(2)
  })

  test('the list goes by name and status, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await make(name)
    const first = (await all.graph('GET', `${TEMPLATES}?limit=2`)).json
    const { cursors } = first.paging as { cursors: { after: string } }
    const next = (await all.graph('GET', `${TEMPLATES}?limit=2&after=${cursors.after}`)).json
    expect([first, next].map(page => (page.data as Json[]).map(one => one.name))).toEqual([['a', 'b'], ['c']])
    expect((await all.graph('GET', `${TEMPLATES}?name=b`)).json.data).toHaveLength(1)
    expect((await all.graph('GET', `${TEMPLATES}?status=REJECTED`)).json).toEqual({ data: [] })
  })
})

const contracts = contractFolder('meta')
describe.runIf(contracts.present)('published templates', () => {
  let all: Providers
  beforeAll(async () => {
    all = await open()
  })
  afterAll(() => all?.close())

  const requests = contracts
    .list('facebook-openapi/mgmt')
    .filter(name => name.startsWith('postwaba_id_message_templates__request__create'))
  test.each(requests)('%s is taken and answered as published', async name => {
    const request = contracts.json(`facebook-openapi/mgmt/${name}`)
    // Names repeat between the samples, and some are placeholders.
    const own = {
      name: `sample_${requests.indexOf(name)}`,
      ...(/^[<{]/.test(request.category) && { category: 'UTILITY' }),
    }
    const made = await all.graph('POST', TEMPLATES, { language: 'en_US', ...request, ...own })
    const published = contracts.json(
      'facebook-openapi/mgmt/postwaba_id_message_templates__response_200__example_response.json',
    )
    expect(shape(made.json)).toEqual(shape(published))
  })

  test('a template and its approval have the recorded members', async () => {
    const recorded = contracts.json(
      'ruby-sdk-recorded-http/templates/create_a_template_with_valid_params_and_components.json',
    )[0]
    const made = await all.graph('POST', TEMPLATES, recorded.request.body)
    const shown = contracts.json('ruby-sdk-recorded-http/templates/get_a_template_by_id.json')[0].response.body
    expect(shape((await all.graph('GET', `/v19.0/${made.json.id}`)).json)).toEqual(shape(shown))
    await all.twin.idle()
    const sample = contracts.json('pywa/updates/template_status_update__approved.json')
    const webhook = all.hook.received.findLast(one => one.raw.includes('message_template_status_update'))!
    expect(shape(webhook.json)).toEqual(shape(sample))
  })
})
