import type { QualityCode } from '@kotisilta/contract'

/** The quality codes of the bits that are set; bits that no row names, reserved ones among them, say nothing. */
export const qualityOfBits = (
  status: number,
  rows: readonly (readonly [bits: number, code: QualityCode])[],
): QualityCode[] => rows.filter(([bits]) => (status & bits) !== 0).map(([, code]) => code)

/** A mask of bits by their numbers, as specifications count them. */
export const bits = (...numbers: readonly number[]): number => numbers.reduce((mask, number) => mask | (1 << number), 0)
