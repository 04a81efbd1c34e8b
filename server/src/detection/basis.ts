import { type Basis, type Item, isoTime, READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import type { Remembered, Weighing } from './state.ts'

/** What a finding says of an item that caused it. */
export function basisOfItem(item: Item): Basis {
  const basis: Basis = { item: item.id, kind: item.kind, at: item.at, device: item.device }
  if (item.type === 'event') return basis
  if (item.value !== undefined) basis.value = item.value
  if (item.components !== undefined) basis.components = item.components
  if (item.unit !== undefined) basis.unit = item.unit
  if (item.quality.length > 0) basis.quality = item.quality
  return basis
}

/** What a finding says of an earlier reading that still counts. */
export function basisOfRemembered(kind: ReadingKind, reading: Remembered): Basis {
  const basis: Basis = { item: reading.item, kind, at: isoTime(reading.at), device: reading.device }
  if (reading.value !== undefined) basis.value = reading.value
  if (reading.components !== undefined) basis.components = reading.components
  const { unit } = READING_KINDS[kind]
  if (unit !== undefined) basis.unit = unit
  if (reading.quality !== undefined) basis.quality = [...reading.quality]
  return basis
}

export const basisOfWeighing = ({ item, at, device, grams }: Weighing): Basis => ({
  item,
  kind: 'body-weight',
  at: isoTime(at),
  value: grams / 1000,
  unit: 'kg',
  device,
})
