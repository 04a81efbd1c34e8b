import type { Milliseconds, PlanPause } from '@kotisilta/contract'

/** Whether a pause has begun: by the screen's clock, which moves once a minute, or because it began as it was entered. */
export const hasBegun = ({ from, pausedAt }: PlanPause, now: Milliseconds): boolean =>
  Date.parse(from) <= now || from <= pausedAt
