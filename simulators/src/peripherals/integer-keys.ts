import { createRequire } from 'node:module'

interface Marshaller {
  marshall(stream: unknown, value: unknown): void
}
interface Marshallers {
  MakeSimpleMarshaller(type: string): Marshaller
}

const INTEGER_TYPES = ['y', 'n', 'q', 'i', 'u']
let accepted = false

/**
 * Lets dbus-next send dictionaries with integer keys, such as ManufacturerData (`a{qv}`): it builds them from plain
 * objects, whose keys are text, and then refuses text where an integer belongs. Changes the library for this process.
 */
export function acceptIntegerKeys(): void {
  if (accepted) return
  accepted = true
  const marshallers = createRequire(import.meta.url)('dbus-next/lib/marshallers.js') as Marshallers
  const original = marshallers.MakeSimpleMarshaller
  marshallers.MakeSimpleMarshaller = (type) => {
    const marshaller = original(type)
    if (!INTEGER_TYPES.includes(type)) return marshaller
    const marshall = marshaller.marshall.bind(marshaller)
    marshaller.marshall = (stream, value) => marshall(stream, typeof value === 'string' ? Number(value) : value)
    return marshaller
  }
}
