import { expect, it } from 'vitest'
import { guessRegion, zoneChoices } from './region.ts'

it.each([
  ['Asia/Riyadh', 'SAR'],
  ['Europe/Paris', 'EUR'],
  ['America/New_York', 'USD'],
  ['Europe/Warsaw', ''],
  ['Pacific/Apia', ''],
])('in %s the currency is %s, or asked', (zone, currency) => {
  expect(guessRegion('en', zone)).toEqual({ locale: 'en', timezone: zone, currency })
})

it.each(['UTC', 'Etc/UTC', 'GMT', ''])('a clock on "%s" says no place: zone and currency are asked', zone => {
  expect(guessRegion('fr', zone)).toEqual({ locale: 'fr', timezone: '', currency: '' })
  expect(zoneChoices('')).not.toContain('')
})
