import { minorDigits, viewMoney } from '../../../../../platform/money/index.ts'
import type { ProductOrder } from '../../../contract/message.ts'
import { idOf, numberOf, objectOf, present, textOf } from '../../../reading/json.ts'
import { type EngineData, field } from './engine.ts'

type Json = Record<string, unknown>

/** More products than a WhatsApp cart holds. Programs send senseless counts to make others crash. */
const MOST_ITEMS = 10_000
const CURRENCY = /^[A-Z]{3}$/

/**
 * A cart that was sent from the catalogue. WhatsApp does not put the products into the message, only their number and
 * the total: whoever wants to see them opens the order on the phone.
 */
export function readOrder(payload: Json, { message, type }: EngineData): ProductOrder | undefined {
  const body = objectOf(message.orderMessage) ?? (type === 'order' ? objectOf(payload._data) : undefined)
  if (!body) return undefined
  const count = longOf(body.itemCount)
  return present<ProductOrder>({
    orderId: idOf(field(body, 'orderID', 'orderId')),
    title: textOf(body.orderTitle),
    text: textOf(body.message),
    itemCount: count !== undefined && count > 0 && count <= MOST_ITEMS ? count : undefined,
    total: totalOf(body),
    items: [],
  })
}

/** WhatsApp counts in thousandths of the currency's unit. */
function totalOf(body: Json): ProductOrder['total'] {
  const thousandths = longOf(body.totalAmount1000)
  const currency = textOf(body.totalCurrencyCode)?.toUpperCase()
  if (thousandths === undefined || thousandths < 0 || currency === undefined || !CURRENCY.test(currency))
    return undefined
  const amount = Math.round((thousandths * 10 ** minorDigits(currency)) / 1000)
  return Number.isSafeInteger(amount) ? viewMoney(amount, currency) : undefined
}

/** A whole number: of Go as it is; of Baileys also as two halves, because JavaScript has no such numbers. */
function longOf(value: unknown): number | undefined {
  const halves = objectOf(value)
  const [low, high] = [numberOf(halves?.low), numberOf(halves?.high)]
  const number = low !== undefined && high !== undefined ? high * 2 ** 32 + (low >>> 0) : numberOf(value)
  return Number.isSafeInteger(number) ? number : undefined
}
