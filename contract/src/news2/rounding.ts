/**
 * What a conversion may have lost: (91.85 - 32) / 1.8 is 33.25 and comes out as 33.24999999999999. Far smaller than
 * any digit that a meter shows.
 */
const FLOAT_ERROR = 1e-9

/** To a whole number, half up in decimal: 91.5 is 92. */
export const roundedWhole = (value: number): number => Math.floor(value + 0.5 + FLOAT_ERROR)

/** To tenths as a whole number, half up in decimal: 36.05 is 361, 35.04 is 350. */
export const roundedTenths = (value: number): number => Math.floor(value * 10 + 0.5 + FLOAT_ERROR)
