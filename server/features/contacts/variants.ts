/**
 * Numbers that can be written in several ways and reach the same phone. WhatsApp's ids keep whichever form an account
 * was made with, so two forms of a number must be one person, and an answer goes to the form that was received.
 *
 * Brazil: mobile numbers got a ninth digit, a leading 9, until 2016; ids from before are without it. Mexico: mobile
 * numbers had a 1 after the country code until 2019; ids kept it. Argentina: from abroad a 9 stands after the country
 * code of a mobile number, at home 15 after the area code.
 */

/** Brazilian subscriber numbers of eight digits that are mobile: 6 to 9. Landlines (2 to 5) have no other form. */
const BRAZIL = /^55([1-9][1-9])(9?)([6-9]\d{7})$/
/** With the 1, or with one of the prefixes that were dialled at home. */
const MEXICO = /^52(?:1|01|044|045)?(\d{10})$/
/** Area code (it starts with 1, 2 or 3) and number are ten digits together. */
const ARGENTINA = /^549?0?([1-3]\d{9})$/
/** The same with the 15 somewhere in it. */
const ARGENTINA_15 = /^549?0?([1-3]\d{11})$/
/** Argentina's area codes of three digits; 11 has two, all others have four. */
const AREAS_OF_THREE = new Set(
  (
    '220 221 223 230 236 237 249 260 261 263 264 266 280 291 294 297 298 299 336 341 342 343 345 348 351 353 358 362 364 ' +
    '370 376 379 380 381 383 385 387 388'
  ).split(' '),
)

const areaOf = (national: string): string => {
  if (national.startsWith('11')) return '11'
  const three = national.slice(0, 3)
  return AREAS_OF_THREE.has(three) ? three : national.slice(0, 4)
}

/** Every form of a number, in digits; the standard form first. */
function formsOf(digits: string): string[] {
  // Nearly all numbers are from other countries.
  if (!/^5[245]/.test(digits)) return [digits]
  const brazil = BRAZIL.exec(digits)
  if (brazil) return [`55${brazil[1]}9${brazil[3]}`, `55${brazil[1]}${brazil[3]}`]
  const mexico = MEXICO.exec(digits)
  if (mexico) return [`521${mexico[1]}`, `52${mexico[1]}`]
  const national = argentinian(digits)
  if (national === undefined) return [digits]
  const area = areaOf(national)
  return [`549${national}`, `54${national}`, `54${area}15${national.slice(area.length)}`]
}

function argentinian(digits: string): string | undefined {
  const plain = ARGENTINA.exec(digits)
  if (plain) return plain[1]
  const home = ARGENTINA_15.exec(digits)?.[1]
  // Only the area code itself tells its length, because a number may begin with 15 too.
  for (const length of home === undefined ? [] : [2, 3, 4]) {
    const national = home!.slice(0, length) + home!.slice(length + 2)
    if (home!.slice(length, length + 2) === '15' && areaOf(national).length === length) return national
  }
  return undefined
}

/**
 * All forms of a phone number that reach the same phone, the standard form first; with '+' when it is given with one. A
 * number of a country with only one form is returned alone.
 */
export function variantsOf(phone: string): string[] {
  const plus = phone.startsWith('+') ? '+' : ''
  return formsOf(phone.slice(plus.length)).map(digits => plus + digits)
}
