import type { RecordMemory } from '@kotisilta/device-profiles'
import { z } from 'zod'
import { metaOf } from './meta.ts'
import type { Store } from './store.ts'

/** What is remembered of each device from one connection, and one start of the gateway, to the next. */
export interface DeviceMemory {
  /** The counter of its last genuine advertisement. */
  counter(device: string): number | undefined
  keepCounter(device: string, counter: number): void
  /** Which records of its store were fetched. */
  records(device: string): RecordMemory
  keepRecords(device: string, memory: RecordMemory): void
}

const recordMemorySchema = z.object({
  last: z.object({ sequenceNumber: z.int(), fingerprint: z.string() }).exactOptional(),
  seen: z.array(z.string()),
})

/** @param writeFailed told when the disk does not let us: what was to be kept is then known until the gateway ends, or not at all */
export function deviceMemoryIn(store: Store, writeFailed: (error: unknown) => void): DeviceMemory {
  const meta = metaOf(store.database)
  const counters = new Map<string, number | undefined>()

  function read<T>(key: string, schema: z.ZodType<T>): T | undefined {
    const text = meta.read(key)
    return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data
  }
  function write(key: string, value: unknown): void {
    try {
      meta.write(key, JSON.stringify(value))
    } catch (error) {
      writeFailed(error)
    }
  }

  function counterOf(device: string): number | undefined {
    if (!counters.has(device)) counters.set(device, read(`counter ${device}`, z.int()))
    return counters.get(device)
  }

  return {
    counter: counterOf,
    keepCounter(device, counter) {
      if (counterOf(device) === counter) return
      counters.set(device, counter)
      write(`counter ${device}`, counter)
    },
    records: (device) => read(`records ${device}`, recordMemorySchema) ?? { seen: [] },
    keepRecords: (device, memory) => write(`records ${device}`, memory),
  }
}
