import type { Decoded, Subscription } from '@kotisilta/device-profiles'
import type { RadioFrame, RadioLink } from '../radio.ts'

/** What a frame has brought. */
interface Brought {
  readonly source: string
  readonly bytes: Uint8Array
  readonly decoded: Decoded
}

/** How a device that stores is asked for what it has stored, on one connection. */
export interface Conversation {
  /** What it needs beyond what the profile subscribes to. */
  readonly subscriptions: readonly Subscription[]
  begin(link: RadioLink): void
  /** What of that frame is new; `over`: everything has been said, and what was brought is to be kept. */
  heard(frame: RadioFrame): { readonly brought: readonly Brought[]; readonly over: boolean }
  /** Remembers what has been fetched: to be called once all that was brought is safe. */
  keep(): void
  /** The connection is no more. */
  end(): void
}
