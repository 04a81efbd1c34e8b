/**
 * The 16-bit float of ISO/IEEE 11073-20601 (4 bits of exponent, 12 of mantissa, both signed), little-endian.
 * `decimals` is how many places behind the point the device shows; what does not fit is a bug in the simulator.
 */
export const sfloat = (value: number, decimals = 0): number[] => float(value, decimals, 12, 2)

/** The 32-bit float of ISO/IEEE 11073-20601 (8 bits of exponent, 24 of mantissa, both signed), little-endian. */
export const float = (value: number, decimals: number, mantissaBits = 24, bytes = 4): number[] => {
  const mantissa = Math.round(value * 10 ** decimals)
  // The five largest mantissas stand for infinities, "not a number" and the like.
  if (Math.abs(mantissa) > 2 ** (mantissaBits - 1) - 3) throw new RangeError(`${value} does not fit a medical float`)
  const exponentSize = 2 ** (bytes * 8 - mantissaBits)
  const exponent = (exponentSize - decimals) % exponentSize
  return littleEndian(exponent * 2 ** mantissaBits + (mantissa < 0 ? mantissa + 2 ** mantissaBits : mantissa), bytes)
}

/** An unsigned integer in so many bytes, the least significant first. */
export const littleEndian = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256)
