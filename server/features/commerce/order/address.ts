/** Where an order goes: words, a point, or both. */
export interface DeliveryAddress {
  text?: string
  latitude?: number
  longitude?: number
}

/** Whether a driver could find it. */
export const isSomewhere = ({ text, latitude, longitude }: DeliveryAddress): boolean =>
  Boolean(text) || (latitude !== undefined && longitude !== undefined)
