/** How many wrong PINs in a row end the quick way in at that screen. */
export const PIN_TRIES = 5

/** Four to eight digits that are neither all alike nor counted up or down. */
export function pinIsTooSimple(pin: string): boolean {
  if (!/^\d{4,8}$/.test(pin)) return true
  const steps = new Set([...pin].slice(1).map((digit, place) => (Number(digit) - Number(pin[place]) + 10) % 10))
  return steps.size === 1 && [0, 1, 9].some((step) => steps.has(step))
}
