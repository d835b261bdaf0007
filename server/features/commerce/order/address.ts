/** Where an order is delivered to: an address in words, a point on the map, or both. */
export interface DeliveryAddress {
  text?: string
  latitude?: number
  longitude?: number
}

/** Whether it is enough for a driver to find the place. */
export const isSomewhere = ({ text, latitude, longitude }: DeliveryAddress): boolean =>
  Boolean(text) || (latitude !== undefined && longitude !== undefined)
