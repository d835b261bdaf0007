import { minorDigits } from '../../../platform/money/index.ts'
import { unitsPerDollar } from './rates.ts'

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

/** A small menu of common dishes: enough for a first order, and easy to replace by the business's own. */
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

/** A believable price in minor units: two significant digits, so that it looks like a menu's. */
export function starterPrice(usd: number, currency: string): number {
  const units = Number((usd * unitsPerDollar(currency)).toPrecision(2))
  return Math.round(units * 10 ** minorDigits(currency))
}
