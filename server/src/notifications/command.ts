import type { Channel, Language, MessagePurpose, Milliseconds, Priority } from '@kotisilta/contract'
import type { NewContact } from './contact-store.ts'
import type { SendOutcome } from './port.ts'

/** What the committing thread does with messages. */
export type NotificationCommand = {
  type: 'messages'
} /** Those that are due are handed out, and are under way from then on; what is overdue is ended. `underWay`: still being sent. */ & (
  | { action: 'claim'; underWay: string[] }
  | { action: 'outcome'; message: string; attempt: number; outcome: SendOutcome; receipts: boolean }
  /** `message` is ours, or what the provider calls it. */
  | { action: 'receipt'; channel: Channel; message: string; delivered: boolean }
  | { action: 'contact-added'; contact: NewContact }
  | { action: 'contact-removed'; staff: string; contact: string }
  /** To every way of somebody, or to one of them. */
  | { action: 'test'; staff: string; contact: string | null; purpose: 'test' | 'shift-test' }
  /** A person says that the test has come. */
  | { action: 'test-confirmed'; staff: string }
)

/** A message that has been handed out to be sent. */
export interface ClaimedMessage {
  id: string
  purpose: MessagePurpose
  channel: Channel
  priority: Priority
  attempt: number
  alert: string | null
  /** Since when there is something to be told. */
  since: Milliseconds
  language: Language
  /** null: the contact has been removed. */
  to: { address: string; keys: string | null } | null
  /** What the words need beyond that: the channel that is down, or what is told about duty. */
  about: string | null
}
