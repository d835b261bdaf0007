/** One dish of the menu that a new restaurant starts with; `usd` is what it would cost in dollars. */
export interface StarterItem {
  code: string
  name: string
  fr: string
  ar: string
  usd: number
}

export interface StarterCategory {
  name: string
  fr: string
  ar: string
  items: readonly StarterItem[]
}

/** Small and common enough to be tried at once, and to be changed rather than kept. */
export const STARTER_MENU: readonly StarterCategory[] = [
  {
    name: 'Mains',
    fr: 'Plats',
    ar: 'الأطباق الرئيسية',
    items: [
      { code: '01', name: 'Grilled chicken', fr: 'Poulet grillé', ar: 'دجاج مشوي', usd: 8 },
      { code: '02', name: 'Beef burger', fr: 'Burger de bœuf', ar: 'برغر لحم', usd: 6.5 },
      { code: '03', name: 'Vegetable rice', fr: 'Riz aux légumes', ar: 'أرز بالخضار', usd: 5 },
    ],
  },
  {
    name: 'Sides',
    fr: 'Accompagnements',
    ar: 'المقبلات',
    items: [
      { code: '04', name: 'Green salad', fr: 'Salade verte', ar: 'سلطة خضراء', usd: 3 },
      { code: '05', name: 'French fries', fr: 'Frites', ar: 'بطاطس مقلية', usd: 2.5 },
    ],
  },
  {
    name: 'Drinks',
    fr: 'Boissons',
    ar: 'المشروبات',
    items: [
      { code: '06', name: 'Fresh orange juice', fr: 'Jus d’orange frais', ar: 'عصير برتقال طازج', usd: 2.5 },
      { code: '07', name: 'Water', fr: 'Eau', ar: 'ماء', usd: 0.5 },
    ],
  },
]

/** Roughly how many units of a currency buy what a dollar buys on a menu; others count as one. */
const PER_DOLLAR: Record<string, number> = {
  AED: 3.5,
  DZD: 130,
  EGP: 45,
  EUR: 1,
  GBP: 0.8,
  INR: 60,
  JOD: 0.7,
  JPY: 140,
  KES: 120,
  KWD: 0.3,
  MAD: 9,
  NGN: 1200,
  QAR: 3.5,
  SAR: 3.5,
  TND: 3,
  XAF: 500,
  XOF: 500,
}

/** A believable price in minor units: two significant digits, so that it looks like a menu's. */
export function starterPrice(usd: number, currency: string): number {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const units = Number((usd * (PER_DOLLAR[currency] ?? 1)).toPrecision(2))
  return Math.round(units * 10 ** digits)
}
