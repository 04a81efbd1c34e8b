/** A field as it was read: for people who want to see what a frame holds. */
export interface FieldRead {
  readonly field: string
  readonly offset: number
  readonly bytes: Uint8Array
  /** What it was taken to mean, where that is more than its bytes. */
  says?: string
}

/**
 * Reads a frame's fields in order, little-endian, and never past its end: what is missing reads as 0, and `missing`
 * then names the first field that was not there. Whoever reads looks at `missing` before believing any value.
 */
export class ByteReader {
  readonly #frame: Uint8Array
  readonly #trace: FieldRead[] | undefined
  #offset = 0
  #missing: string | undefined

  /** @param trace gets every field that is read */
  constructor(frame: Uint8Array, trace?: FieldRead[]) {
    this.#frame = frame
    this.#trace = trace
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
    const start = this.#offset
    if (!this.#take(bytes, field)) return 0
    let value = 0
    for (let index = bytes - 1; index >= 0; index--) value = value * 256 + (this.#frame[start + index] ?? 0)
    return value
  }

  /** The bytes themselves; none if there are not so many. */
  bytes(count: number, field: string): Uint8Array {
    const start = this.#offset
    return this.#take(count, field) ? this.#frame.subarray(start, start + count) : new Uint8Array()
  }

  /** Says what the field that was read last means. */
  note(says: string | number): void {
    const last = this.#trace?.at(-1)
    if (last !== undefined && this.#missing === undefined) last.says = String(says)
  }

  #take(bytes: number, field: string): boolean {
    if (this.#missing !== undefined) return false
    if (this.remaining < bytes) {
      this.#missing = field
      this.#offset = this.#frame.length
      return false
    }
    const end = this.#offset + bytes
    this.#trace?.push({ field, offset: this.#offset, bytes: this.#frame.subarray(this.#offset, end) })
    this.#offset = end
    return true
  }
}
