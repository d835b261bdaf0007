import { defineErrors } from '../../platform/errors/index.ts'

export const COMMERCE_ERRORS = defineErrors({
  ORDER_TRANSITION: {
    status: 409,
    message: 'The order cannot take this status now. See details for those it can take.',
  },
  ORDER_EMPTY: { status: 422, message: 'The order has no items. Add at least one.' },
  ORDER_ITEM_UNKNOWN: { status: 422, message: 'Some items are not in the catalogue any more. See details.' },
  ORDER_ITEM_UNAVAILABLE: { status: 422, message: 'Some items cannot be ordered right now. See details.' },
  ORDER_PRICE_CHANGED: { status: 422, message: 'A price has changed since it was shown. See details, and ask again.' },
  ORDER_QUANTITY: { status: 422, message: 'A quantity must be a whole number from 1 to 1000.' },
  ORDER_CURRENCY_MIX: { status: 422, message: 'All items of an order must have prices in the same currency.' },
  ORDER_ADDRESS_MISSING: { status: 422, message: 'A delivery needs an address or a location.' },
  ORDER_BRANCH_UNAVAILABLE: { status: 422, message: 'This branch does not take orders right now. Choose another one.' },
  ITEM_CODE_TAKEN: { status: 409, message: 'Another item has this code. Choose a different one.' },
  CATEGORY_NOT_EMPTY: { status: 409, message: 'This category still has items. Move or delete them first.' },
  BRANCH_HAS_ORDERS: {
    status: 409,
    message: 'Orders name this branch, so it stays. Set available to false to close it.',
  },
})
