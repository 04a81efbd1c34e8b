import { readFileSync } from 'node:fs'
import { TICKS_PER_SECOND } from './process-usage.ts'

/** What all cores together have done since the machine started, in seconds. */
export interface HostUsage {
  readonly busySeconds: number
  /** Taken by other guests of the same host. */
  readonly stolenSeconds: number
}

/** The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal. */
export function parseHostStat(text: string): HostUsage {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (text.split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / TICKS_PER_SECOND)
  return { busySeconds: user + nice + system + irq + softirq, stolenSeconds: steal }
}

export const hostUsage = (): HostUsage => parseHostStat(readFileSync('/proc/stat', 'utf8'))
