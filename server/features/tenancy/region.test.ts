import { describe, expect, it } from 'vitest'
import { completeRegion, countriesOf, readCurrency, readLocale, readTimezone } from './region.ts'

describe('a region', () => {
  it('is completed from the country of the locale', () => {
    expect(completeRegion({ locale: 'ar-MA' })).toEqual({
      locale: 'ar-MA',
      timezone: 'Africa/Casablanca',
      currency: 'MAD',
    })
  })

  it('is completed from the time zone when the locale names no country', () => {
    expect(completeRegion({ timezone: 'Africa/Algiers' })).toMatchObject({ locale: 'fr-DZ', currency: 'DZD' })
    expect(completeRegion({ locale: 'ar', timezone: 'Africa/Algiers' })).toMatchObject({
      locale: 'ar',
      currency: 'DZD',
    })
  })

  it('keeps what was said, even when it is unusual', () => {
    const said = { locale: 'fr-MA', timezone: 'Europe/Paris', currency: 'EUR' }
    expect(completeRegion(said)).toEqual(said)
  })

  it('is English, UTC and dollars when nothing is known', () => {
    expect(completeRegion({})).toEqual({ locale: 'en', timezone: 'UTC', currency: 'USD' })
    expect(completeRegion({ locale: 'fr-ZZ' })).toEqual({ locale: 'fr-ZZ', timezone: 'UTC', currency: 'USD' })
  })

  it('of every country that we know can be read back', () => {
    const countries = 'MA DZ TN EG SA AE QA KW JO SN CI TD CM FR BE GB NG KE IN US'
    for (const country of countries.split(' ')) {
      const region = completeRegion({ locale: `fr-${country}` })
      expect(readTimezone(region.timezone), country).toBe(region.timezone)
      expect(readCurrency(region.currency), country).toBe(region.currency)
    }
  })
})

describe('the countries of a business', () => {
  it.each([
    [{ locale: 'fr-MA', timezone: 'Africa/Casablanca' }, ['MA']],
    [{ locale: 'en-GB', timezone: 'UTC' }, ['GB']],
    [{ locale: 'en', timezone: 'Europe/London' }, ['GB']],
    [{ locale: 'fr-FR', timezone: 'Africa/Casablanca' }, ['FR', 'MA']],
    [{ locale: 'en-ZZ', timezone: 'Mars/Olympus' }, ['ZZ']],
    [{ locale: 'ar', timezone: 'UTC' }, []],
  ])('of %j are %j', (region, countries) => {
    expect(countriesOf(region)).toEqual(countries)
  })
})

describe('readers', () => {
  it.each([
    ['ar', 'ar'],
    ['FR', 'fr'],
    ['ar-ma', 'ar-MA'],
    ['en_us', 'en-US'],
    ['de', null],
    ['fr-FRA', null],
    ['', null],
  ])('read the locale %j as %j', (text, locale) => expect(readLocale(text)).toBe(locale))

  it.each([
    ['Africa/Casablanca', 'Africa/Casablanca'],
    ['africa/casablanca', 'Africa/Casablanca'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['utc', 'UTC'],
    ['+01:00', null],
    ['Mars/Olympus', null],
    ['../etc/passwd', null],
  ])('read the time zone %j as %j', (text, zone) => expect(readTimezone(text)).toBe(zone))

  it.each([
    ['mad', 'MAD'],
    ['EUR', 'EUR'],
    ['XYZ', null],
    ['euro', null],
  ])('read the currency %j as %j', (text, code) => expect(readCurrency(text)).toBe(code))
})
