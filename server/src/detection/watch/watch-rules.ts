import { doseLate } from './dose-late.ts'
import { inactivity } from './inactivity.ts'
import { nightUnrest } from './night-unrest.ts'
import { silence } from './silence.ts'
import type { WatchRule } from './watch-rule.ts'

/** Every rule about what does not come. */
export const WATCH_RULES: readonly WatchRule[] = [inactivity, nightUnrest, doseLate, silence]
