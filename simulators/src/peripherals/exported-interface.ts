import { Variant } from 'dbus-next'

/** What callers can do on a D-Bus interface. Signatures are those of the D-Bus specification, one for each argument. */
export interface InterfaceShape {
  name: string
  properties: Readonly<Record<string, PropertyShape>>
  methods: Readonly<Record<string, MethodShape>>
  signals?: Readonly<Record<string, readonly string[]>>
}

interface PropertyShape {
  signature: string
  /** Called when a caller sets it; absent means that callers cannot. Throws a DBusError to refuse. */
  write?(value: unknown): void
}

export interface MethodShape {
  in: readonly string[]
  out?: string
  /** `caller` is the unique bus name of whoever calls. Throws, or rejects with, a DBusError to refuse. */
  call(values: readonly unknown[], caller: string): unknown
}

export type Announce = (changed: Record<string, Variant>, invalidated: string[]) => void

/** An interface with the present values of its properties; one that is undefined is not there at all, as in BlueZ. */
export class ExportedInterface {
  readonly shape: InterfaceShape
  readonly #values: Record<string, unknown>
  #announce: Announce | undefined

  constructor(shape: InterfaceShape, values: Record<string, unknown> = {}) {
    this.shape = shape
    this.#values = { ...values }
  }

  get(property: string): unknown {
    return this.#values[property]
  }

  /** Changes values and announces them to whoever listens; undefined takes a property away. */
  set(changes: Record<string, unknown>): void {
    const changed: Record<string, Variant> = {}
    const invalidated: string[] = []
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined && this.#values[name] === undefined) continue
      this.#values[name] = value
      const variant = this.variant(name)
      if (variant === undefined) invalidated.push(name)
      else changed[name] = variant
    }
    if (Object.keys(changed).length + invalidated.length > 0) this.#announce?.(changed, invalidated)
  }

  variant(property: string): Variant | undefined {
    const shape = this.shape.properties[property]
    const value = this.#values[property]
    return shape === undefined || value === undefined ? undefined : new Variant(shape.signature, value)
  }

  /** All properties that have a value. */
  snapshot(): Record<string, Variant> {
    const all: Record<string, Variant> = {}
    for (const name of Object.keys(this.shape.properties)) {
      const variant = this.variant(name)
      if (variant !== undefined) all[name] = variant
    }
    return all
  }

  announceTo(announce: Announce | undefined): void {
    this.#announce = announce
  }
}
