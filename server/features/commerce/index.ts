export { addBranch, type OfferedBranch } from './catalog/branch.ts'
export { type Catalogue, readCatalogue } from './catalog/catalogue.ts'
export { addCategory } from './catalog/category.ts'
export { addItem, hasOffers, type OfferedItem } from './catalog/item.ts'
export { COMMERCE_ERRORS } from './errors.ts'
export { COMMERCE_EVENTS } from './events.ts'
export type { DeliveryAddress } from './order/address.ts'
export type { Order, OrderLine } from './order/order.sql.ts'
export {
  changeOrderStatus,
  getOrder,
  noteNotInformed,
  type PlaceOrder,
  placeOrder,
  recentOrdersOf,
} from './order/order.ts'
export { FULFILMENTS, type Fulfilment, type NotInformed, ORDER_STATUSES, type OrderStatus } from './order/state.ts'
