import type { Bot, Order } from '../../lib/api/types.ts'
import { phoneText } from '../../lib/format.ts'

/** Who ordered: the name, else the number; null when neither is known. */
export const customerOf = ({ contact }: Order): string | null =>
  contact.name || (contact.phone ? phoneText(contact.phone) : null)

/** '2× falafel, 1× tea'. Each line is kept apart from its neighbours' direction. */
export const linesText = ({ lines }: Order): string =>
  lines.map(line => `\u2068${line.quantity}× ${line.name}\u2069`).join(', ')

/** Whole minutes between two moments, never below 0. */
export const minutesBetween = (from: string, to: number): number =>
  Math.max(0, Math.floor((to - Date.parse(from)) / 60_000))

/** A link to a map at a place. */
export const mapLink = (place: { latitude?: number; longitude?: number }): string | null =>
  place.latitude === undefined || place.longitude === undefined
    ? null
    : `https://www.openstreetmap.org/?mlat=${place.latitude}&mlon=${place.longitude}#map=17/${place.latitude}/${place.longitude}`

/** How the first order can be made, or what is missing for it. */
export function wayToOrder(bot: Bot | undefined) {
  if (!bot) return 'orders.noneHere'
  if (!bot.available) return 'orders.noneNoBot'
  if (!bot.canOrder) return 'orders.noneEmpty'
  return bot.answers ? 'orders.noneAbout' : 'orders.noneSwitchedOff'
}
