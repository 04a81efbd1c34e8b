import type { Played } from './play.ts'
import type { Stage } from './stage.ts'

const IDLE_RATE = 50
const IDLE_ALARM_SHARE = 0.4
const WARM_UP_ITEMS = 5000

/** 50 items a second of which 40 % alarm: what an alert takes when nothing else is going on. */
export async function measureIdle(stage: Stage, seconds: number): Promise<Played> {
  await stage.perform({ items: WARM_UP_ITEMS })
  return stage.perform({ items: IDLE_RATE * seconds, rate: IDLE_RATE, alarmShare: IDLE_ALARM_SHARE })
}

/** Half of what the system itself can sustain. */
export async function measureHalf(stage: Stage, maximum: number, seconds: number): Promise<Played> {
  const rate = Math.max(50, Math.round(maximum / 2))
  return stage.perform({ items: rate * seconds, rate })
}
