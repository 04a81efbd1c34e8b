import type { StoredEvent } from '@kotisilta/contract'
import type { TimeRange } from '../../charts/use-dragging.ts'

export type DoseFate = 'taken' | 'late' | 'missed' | 'withdrawn'

/** One dose, as a mark on the time axis. */
export interface Dose {
  id: string
  at: string
  fate: DoseFate
}

const FATES: Readonly<Record<string, DoseFate>> = {
  'dose-taken': 'taken',
  'dose-missed': 'missed',
  'dose-withdrawn': 'withdrawn',
}

/** The doses among the events that lie in what is shown. A robot that says `late: true` of a taken dose is believed. */
export function dosesOf(events: readonly StoredEvent[], { from, to }: TimeRange): Dose[] {
  return events.flatMap(({ id, at, kind, detail }) => {
    const fate = FATES[kind]
    if (fate === undefined || Date.parse(at) < from || Date.parse(at) > to) return []
    return [{ id, at, fate: fate === 'taken' && detail?.late === true ? ('late' as const) : fate }]
  })
}
