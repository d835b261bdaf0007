export { type Money, minorDigits, viewMoney } from './money.ts'
