import type { Milliseconds } from '@kotisilta/contract'
import type { DecodedItem } from '@kotisilta/device-profiles'

/** Tells a measurement that is advertised over and over from a new one. */
export interface Repeats {
  /**
   * Whether this is the first time that the device says this. To be asked once for each item heard.
   * @param now of a monotonic clock: a clock that is put back must not swallow a measurement
   */
  isNew(device: string, item: DecodedItem, now: Milliseconds): boolean
}

/** Without a time of its own a value that was last heard so long ago is a new measurement of the same value. */
const SILENCE: Milliseconds = 60_000
/** How many devices and kinds are remembered. */
const REMEMBERED = 500

/**
 * Remembers, for each device and kind, what was heard last. What is said with the device's own time is new when it
 * differs; what is said without, also after a silence.
 */
export function repeats(): Repeats {
  const last = new Map<string, { said: string; heard: Milliseconds }>()
  return {
    isNew(device, item, now) {
      const key = `${device} ${item.kind}`
      const { raw: _, ...meant } = item
      const said = JSON.stringify(meant)
      const before = last.get(key)
      last.delete(key)
      last.set(key, { said, heard: now })
      if (last.size > REMEMBERED) last.delete(last.keys().next().value ?? '')
      if (before === undefined || before.said !== said) return true
      return item.deviceTime === undefined && item.at === undefined && now - before.heard >= SILENCE
    },
  }
}
