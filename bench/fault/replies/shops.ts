import { until } from '../../../server/test/until.ts'
import { type RunApi, runApi } from '../sends/api.ts'
import type { ShopNumber } from './crowd.ts'
import type { Dish } from './customer.ts'

export interface Shop {
  api: RunApi
  number: ShopNumber
  dishes: Dish[]
}

/**
 * Opens restaurants with a number each, through the API, and waits until each has its menu.
 *
 * @param groupSeconds how long their bots wait for what else a customer writes; undefined: as long as any bot
 */
export async function openShops(port: number, secret: string, count: number, groupSeconds?: number): Promise<Shop[]> {
  return await Promise.all(Array.from({ length: count }, (_, no) => openShop(port, secret, no, groupSeconds)))
}

async function openShop(port: number, secret: string, no: number, groupSeconds: number | undefined): Promise<Shop> {
  const { accessToken } = await runApi(port).post<{ accessToken: string }>('/api/v1/auth/register', {
    businessName: `Kitchen ${no}`,
    businessType: 'restaurant',
    name: 'Operator',
    email: `operator-${no}@fault.example`,
    password: 'fault-run-password',
  })
  const api = runApi(port, accessToken)
  // The limits of a bot are tested elsewhere; here every message must be answered.
  await api.patch('/api/v1/tenant', {
    settings: { bot: { messagesPerMinute: 100_000, customerMessagesPerMinute: 1_000, groupSeconds } },
  })
  const number = { phoneNumberId: `99000000000010${no}`, wabaId: `88000000000010${no}` }
  const credentials = { ...number, accessToken: 'fault-run', appSecret: secret }
  await api.post('/api/v1/channels', { provider: 'cloud_api', name: `Kitchen ${no}`, credentials })
  const dishes = await until(
    async () => {
      const items = await api.get<Dish[]>('/api/v1/catalog/items')
      return items.length > 0 ? items.toSorted((one, other) => one.code.localeCompare(other.code)) : undefined
    },
    { timeout: 30_000, interval: 200, what: 'a menu' },
  )
  return { api, number, dishes }
}
