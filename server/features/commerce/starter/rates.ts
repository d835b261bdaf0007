import { minorDigits } from '../../../platform/money/index.ts'

/**
 * Roughly how many units of a currency buy what a dollar buys. Good enough for a menu that the business will change, so it need
 * not be kept up to date. Every currency in use by ISO 4217 stands here.
 */
const PER_DOLLAR: Readonly<Record<string, number>> = Object.fromEntries(
  `AED 3.5, AFN 70, ALL 90, AMD 390, ANG 1.8, AOA 900, ARS 1400, AUD 1.5, AWG 1.8, AZN 1.7, BAM 1.8, BBD 2, BDT 120, BGN 1.7,
  BHD 0.38, BIF 2900, BMD 1, BND 1.3, BOB 7, BOV 7, BRL 5.5, BSD 1, BTN 85, BWP 13, BYN 3.2, BZD 2, CAD 1.4, CDF 2500, CHE 1,
  CHF 1, CHW 1, CLF 0.025, CLP 950, CNY 7, COP 4000, COU 10, CRC 510, CUP 120, CVE 100, CZK 22, DJF 180, DKK 6.5, DOP 60,
  DZD 130, EGP 45, ERN 15, ETB 130, EUR 1, FJD 2.3, FKP 0.8, GBP 0.8, GEL 2.7, GHS 12, GIP 0.8, GMD 70, GNF 8600, GTQ 7.7,
  GYD 210, HKD 7.8, HNL 25, HTG 130, HUF 360, IDR 16000, ILS 3.5, INR 60, IQD 1300, IRR 600000, ISK 130, JMD 160, JOD 0.7,
  JPY 140, KES 120, KGS 87, KHR 4000, KMF 450, KPW 900, KRW 1350, KWD 0.3, KYD 0.85, KZT 500, LAK 21000, LBP 90000, LKR 300,
  LRD 190, LSL 18, LYD 5, MAD 9, MDL 17, MGA 4500, MKD 55, MMK 2100, MNT 3500, MOP 8, MRU 40, MUR 45, MVR 15, MWK 1700,
  MXN 18, MXV 2.1, MYR 4.3, MZN 64, NAD 18, NGN 1200, NIO 37, NOK 10, NPR 135, NZD 1.7, OMR 0.38, PAB 1, PEN 3.7, PGK 4,
  PHP 57, PKR 280, PLN 3.8, PYG 7500, QAR 3.5, RON 4.5, RSD 105, RUB 90, RWF 1400, SAR 3.5, SBD 8, SCR 14, SDG 600, SEK 10,
  SGD 1.3, SHP 0.8, SLE 23, SOS 570, SRD 37, SSP 4500, STN 22, SVC 8.8, SYP 12000, SZL 18, THB 34, TJS 10, TMT 3.5, TND 3,
  TOP 2.4, TRY 40, TTD 6.8, TWD 31, TZS 2600, UAH 41, UGX 3700, USD 1, USN 1, UYI 7, UYU 40, UYW 0.25, UZS 12500, VED 200,
  VES 200, VND 25000, VUV 120, WST 2.7, XAF 500, XCD 2.7, XCG 1.8, XOF 500, XPF 110, YER 530, ZAR 18, ZMW 25, ZWG 27`
    .split(',')
    .map(rate => rate.trim().split(' '))
    .map(([code, units]) => [code, Number(units)]),
)

/** For a currency that is not in the list: nearly every currency without decimals has small units. */
export const unitsPerDollar = (currency: string): number =>
  PER_DOLLAR[currency] ?? (minorDigits(currency) === 0 ? 500 : 1)
