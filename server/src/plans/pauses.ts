import type { Milliseconds, PlanPause } from '@kotisilta/contract'

export const isOver = ({ from, until }: PlanPause, now: Milliseconds): boolean =>
  Date.parse(until) <= now || from >= until

/** Pauses that share a moment with this span; one may begin when another ends. */
export const overlapping = (pauses: readonly PlanPause[], from: Milliseconds, until: Milliseconds): PlanPause[] =>
  pauses.filter(
    (pause) =>
      pause.from < pause.until && Math.max(Date.parse(pause.from), from) < Math.min(Date.parse(pause.until), until),
  )
