/** An id of a person within a portfolio: a country and at most 128 characters, `US.ENT.…` within a parent's. */
export const isBsuid = (name: string): boolean => /^[A-Za-z]{2}\.[A-Za-z0-9._-]{1,132}$/.test(name)
