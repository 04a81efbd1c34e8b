/**
 * Reads a frame's fields in order, little-endian, and never past its end: what is missing reads as 0, and `missing`
 * then names the first field that was not there. Whoever reads looks at `missing` before believing any value.
 */
export class ByteReader {
  readonly #frame: Uint8Array
  #offset = 0
  #missing: string | undefined

  constructor(frame: Uint8Array) {
    this.#frame = frame
  }

  get remaining(): number {
    return this.#frame.length - this.#offset
  }

  /** The first field that the frame should have had and has not. */
  get missing(): string | undefined {
    return this.#missing
  }

  uint8(field: string): number {
    return this.unsigned(1, field)
  }

  uint16(field: string): number {
    return this.unsigned(2, field)
  }

  uint24(field: string): number {
    return this.unsigned(3, field)
  }

  uint32(field: string): number {
    return this.unsigned(4, field)
  }

  int8(field: string): number {
    return (this.unsigned(1, field) << 24) >> 24
  }

  int16(field: string): number {
    return (this.unsigned(2, field) << 16) >> 16
  }

  skip(bytes: number, field: string): void {
    this.unsigned(bytes, field)
  }

  unsigned(bytes: number, field: string): number {
    if (this.#missing !== undefined) return 0
    if (this.remaining < bytes) {
      this.#missing = field
      this.#offset = this.#frame.length
      return 0
    }
    let value = 0
    for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (this.#frame[this.#offset + index] ?? 0)
    this.#offset += bytes
    return value
  }
}
