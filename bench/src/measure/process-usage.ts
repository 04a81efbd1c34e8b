import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all its descendants have used, from Linux's /proc. */
export interface Usage {
  /** User and system time of all threads since each process began. */
  readonly cpuSeconds: number
  readonly residentBytes: number
  /** Sum of each process's own peak. */
  readonly peakBytes: number
}

/** Clock ticks a second, the unit of CPU time in /proc. */
export const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

interface ProcessStat {
  readonly parent: number
  readonly cpuSeconds: number
}

/** One line of /proc/<pid>/stat: the name is in brackets and may hold anything, so count from behind it. */
export function parseStat(line: string): ProcessStat {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  return { parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** The roots and everything below them that is running now. */
function processTree(roots: readonly number[]): Map<number, ProcessStat> {
  const stats = new Map<number, ProcessStat>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const line = readOrUndefined(`/proc/${name}/stat`)
    if (line !== undefined) stats.set(Number(name), parseStat(line))
  }
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = stats.get(at)?.parent) {
      if (roots.includes(at)) return true
    }
    return false
  }
  return new Map([...stats].filter(([pid]) => belongs(pid)))
}

export function usageOf(roots: readonly number[]): Usage {
  let cpuSeconds = 0
  let residentBytes = 0
  let peakBytes = 0
  for (const [pid, stat] of processTree(roots)) {
    const status = readOrUndefined(`/proc/${pid}/status`) ?? ''
    const kilobytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
    cpuSeconds += stat.cpuSeconds
    residentBytes += kilobytes('VmRSS') * 1024
    peakBytes += kilobytes('VmHWM') * 1024
  }
  return { cpuSeconds, residentBytes, peakBytes }
}
