import type { BridgeState, BridgeStates } from '@kotisilta/device-profiles'
import { metaOf } from './meta.ts'
import type { Store } from './store.ts'

/** What the bridges have learned and heard, so that a restart neither forgets a device nor takes an old state for news. */
export interface BridgeMemory {
  read(): BridgeStates
  /** Writes what has changed, if that is worth a write. */
  write(states: BridgeStates): void
}

/** Raised when a bridge's state gets another form: what is of an older one is forgotten. */
const FORM = '1'

/** @param writeFailed told when the disk does not let us: what was to be kept is then known until the gateway ends */
export function bridgeMemoryIn(store: Store, writeFailed: (error: unknown) => void): BridgeMemory {
  const meta = metaOf(store.database)
  /** What was written last, by bridge. */
  const written = new Map<string, { learned: readonly unknown[]; essence: string }>()

  return {
    read() {
      const names: unknown = meta.read('bridges-form') === FORM ? JSON.parse(meta.read('bridges') ?? '[]') : []
      if (!Array.isArray(names)) return {}
      const known = names.flatMap((name: unknown) => {
        const [learned, memory] = [meta.read(`bridge ${name}`), meta.read(`bridge ${name} heard`)]
        if (learned === undefined || memory === undefined) return []
        return [[String(name), { ...JSON.parse(learned), memory: JSON.parse(memory) }] as const]
      })
      return Object.fromEntries(known)
    },
    write(states) {
      try {
        store.database.transaction(() => {
          for (const [name, state] of Object.entries(states)) writeOne(name, state)
          if (meta.read('bridges-form') === FORM) return
          meta.write('bridges-form', FORM)
          meta.write('bridges', JSON.stringify(Object.keys(states)))
        })()
      } catch (error) {
        written.clear()
        writeFailed(error)
      }
    },
  }

  function writeOne(name: string, { memory, ...rest }: BridgeState): void {
    const before = written.get(name)
    const learned = Object.values(rest)
    const essence = essenceOf(memory)
    if (!learned.every((each, index) => each === before?.learned[index]) || before === undefined)
      meta.write(`bridge ${name}`, JSON.stringify(rest))
    if (essence !== before?.essence) meta.write(`bridge ${name} heard`, JSON.stringify(memory))
    written.set(name, { learned, essence })
  }
}

/** All but when a value was heard: that changes with each message, and a card does not live for ever. */
const essenceOf = (memory: BridgeState['memory']): string =>
  JSON.stringify(memory, (key, value: unknown) => (key === 'heard' ? undefined : value))
