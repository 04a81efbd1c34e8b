/** Chance that can be repeated: everything here depends on its arguments alone. */

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, numbers from 0 up to 1. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed made of words and numbers: FNV-1a over their text. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const character of parts.join('/')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** A number from `low` up to `high`. */
export const between = (low: number, high: number, ...seed: readonly (string | number)[]): number =>
  low + (high - low) * mulberry32(seedOf(...seed))()

/** One of the choices. */
export function pick<Choice>(choices: readonly [Choice, ...Choice[]], ...seed: readonly (string | number)[]): Choice {
  return choices[Math.floor(between(0, choices.length, ...seed))] ?? choices[0]
}

/** A draw from the normal distribution, mean 0 and deviation 1, cut off at 2.5 (Box and Muller). */
export function normal(...seed: readonly (string | number)[]): number {
  const random = mulberry32(seedOf(...seed))
  const drawn = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.max(-2.5, Math.min(2.5, drawn))
}

/** Smooth noise: normal draws `period` apart, joined by half cosines. */
export function drift(at: number, period: number, ...seed: readonly (string | number)[]): number {
  const position = at / period
  const before = Math.floor(position)
  const share = (1 - Math.cos((position - before) * Math.PI)) / 2
  return normal(...seed, before) * (1 - share) + normal(...seed, before + 1) * share
}
