/** Digits as ASCII: `٣`, `۳` and `３` are 3. */
export const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, digit => {
    const ascii = digit.normalize('NFKC')
    return /^\d$/.test(ascii) ? ascii : `${digitValue(ascii)}`
  })

/** Decimal digits stand in runs of ten, each run starting with its zero. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0)!
  const first = zero
  while (first - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--
  return first - zero
}
