import type { Milliseconds } from '@kotisilta/contract'

export const HOUR: Milliseconds = 60 * 60 * 1000
export const DAY: Milliseconds = 24 * HOUR
