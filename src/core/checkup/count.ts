/** Whether a value can be a number of things at all: whole, and not below zero. */
export const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
