import { type EventKind, type Item, isUrgent, type ReadingKind } from '@kotisilta/contract'
import type { Importance } from './outbox.ts'

const TRIVIAL: ReadonlySet<ReadingKind | EventKind> = new Set<ReadingKind | EventKind>([
  'steps',
  'activity',
  'sleep',
  'battery-level',
  'motion',
  'door-opened',
  'door-closed',
  'device-online',
  'device-offline',
])

/** How much an item is worth when there is no room left: what could be an emergency is never given up. */
export function importanceOf(item: Pick<Item, 'type' | 'kind'>, urgent: boolean): Importance {
  if (urgent || isUrgent(item)) return 'vital'
  if (TRIVIAL.has(item.kind)) return 'trivial'
  return item.type === 'event' ? 'important' : 'normal'
}
