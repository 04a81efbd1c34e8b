/** Numbers in [0, 1). */
export type Random = () => number

/** xorshift128 (Marsaglia, "Xorshift RNGs", 2003): cheap, and the same on every machine for one seed. */
export function seededRandom(seed: number): Random {
  let x = 123456789 ^ seed
  let y = 362436069 ^ Math.imul(seed, 0x9e3779b1)
  let z = 521288629
  let w = 88675123
  const next = (): number => {
    const t = x ^ (x << 11)
    x = y
    y = z
    z = w
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    return (w >>> 0) / 0x1_0000_0000
  }
  // The first outputs of neighbouring seeds are alike.
  for (let round = 0; round < 20; round++) next()
  return next
}

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))
