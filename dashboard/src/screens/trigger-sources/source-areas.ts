import type { TriggerSource } from '@kotisilta/contract'

export interface OwnArea {
  id: string
  name: string
}

/** Of which areas a source may tell, by name. */
export const areaNames = (areas: Exclude<TriggerSource['areas'], 'every'>, known: readonly OwnArea[]): string =>
  areas.map((id) => known.find((area) => area.id === id)?.name ?? id).join(', ')
