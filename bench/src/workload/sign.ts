import type { EventKind, ReadingKind } from '@kotisilta/contract'

/** What a device would tell, before it is an item with an id, a device and a time. */
export type Sign =
  | { readonly type: 'reading'; readonly kind: Exclude<ReadingKind, 'blood-pressure'>; readonly value: number }
  | {
      readonly type: 'reading'
      readonly kind: 'blood-pressure'
      readonly components: { readonly systolic: number; readonly diastolic: number }
    }
  | { readonly type: 'event'; readonly kind: EventKind }
