import { type ConfigMessage, configMessageSchema } from '@kotisilta/contract'
import { metaOf } from './meta.ts'
import type { Store } from './store.ts'

/** The configuration that the server gave last, so that a gateway knows its home before it has a network. */
export interface ConfigMemory {
  read(): ConfigMessage | undefined
  write(config: ConfigMessage): void
}

export function configMemoryIn(store: Store): ConfigMemory {
  const meta = metaOf(store.database)
  return {
    read() {
      const text = meta.read('config')
      if (text === undefined) return undefined
      const parsed = configMessageSchema.safeParse(JSON.parse(text))
      return parsed.success ? parsed.data : undefined
    },
    write: (config) => meta.write('config', JSON.stringify(config)),
  }
}
