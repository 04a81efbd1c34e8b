import type { Channel, DeliveryCode, Language, Milliseconds, Priority } from '@kotisilta/contract'

/** What goes to one person on one channel: no name, nothing of what it is about; a link to where that is. */
export interface Letter {
  /** The same over all attempts: whoever gets it twice can tell. */
  id: string
  attempt: number
  to: string
  /** What a browser's messages are sealed with, JSON. */
  keys: string | null
  priority: Priority
  language: Language
  subject: string
  text: string
  /** To be read out. */
  spoken: string
  /** Where on the dashboard to go, `/?alert=...`. */
  path: string
  /** The same as an address; undefined where nobody has said how the dashboard is reached. */
  link: string | undefined
}

export type SendOutcome =
  /** `at`: what the provider calls it. */
  { accepted: true; at?: string } | { accepted: false; code: DeliveryCode; again: boolean; after?: Milliseconds }

export interface Receipt {
  /** Our id or the provider's. */
  message: string
  delivered: boolean
}

/** One way of telling somebody. */
export interface MessageChannel {
  readonly channel: Channel
  /** Whether something has to be heard after the provider's yes. */
  readonly receipts: boolean
  /** Hands one letter over. Whatever goes wrong is an outcome or an exception; both are put on record. */
  send(letter: Letter, signal: AbortSignal): Promise<SendOutcome>
  /**
   * What a provider says about a message, if it is proved to be the provider: undefined where it is not, or cannot be read;
   * `nothing`: proved, and of no consequence.
   */
  receipt(headers: Readonly<Record<string, unknown>>, body: Buffer, now: Milliseconds): Receipt | 'nothing' | undefined
  close(): void
}
