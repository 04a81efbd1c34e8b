/** 10^0 to 10^22, the powers of ten that a double holds exactly. */
const EXACT_POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent)

/**
 * `mantissa` x 10^`exponent` as the double nearest to that decimal number: 366 x 10^-1 is 36.6, not 36.6000001.
 * Dividing by (or multiplying with) an exact power rounds once; beyond 10^22 the decimal text is parsed instead.
 */
export function decimal(mantissa: number, exponent: number): number {
  const power = EXACT_POWERS[Math.abs(exponent)]
  if (power === undefined) return Number(`${mantissa}e${exponent}`)
  return exponent < 0 ? mantissa / power : mantissa * power
}

/** Rounds half away from zero in decimal, as people do: 36.05 to one place is 36.1, although its double is a little below. */
export function roundTo(value: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(Math.abs(value)).split('e')
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + places}`))
  if (!Number.isSafeInteger(shifted)) return value
  return (Math.sign(value) * shifted) / 10 ** places
}
