import { monitorEventLoopDelay } from 'node:perf_hooks'
import { hostUsage } from './host-usage.ts'
import { type Usage, usageOf } from './process-usage.ts'

/** What a stretch of load cost, and how noisy the machine was meanwhile. */
export interface Stretch {
  readonly wallSeconds: number
  /** CPU of the system under test, its children included. */
  readonly cpuSeconds: number
  readonly residentBytes: number
  readonly peakBytes: number
  /** CPU of this process, which generates the load. */
  readonly generatorCpuSeconds: number
  /** Cores kept busy on average by everybody else, the kernel's own work for the load included. */
  readonly otherCores: number
  readonly stolenCores: number
  /** How late this process's own event loop was, 99th percentile. */
  readonly generatorDelayMs: number
}

/** Begins a stretch; call the result to end it. */
export function beginStretch(roots: readonly number[]): () => Stretch {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const before: Usage = usageOf(roots)
  const host = hostUsage()
  const generator = process.cpuUsage()
  const started = performance.now()
  return () => {
    const wallSeconds = (performance.now() - started) / 1000
    const used = process.cpuUsage(generator)
    const hostNow = hostUsage()
    const after = usageOf(roots)
    delay.disable()
    const cpuSeconds = after.cpuSeconds - before.cpuSeconds
    const generatorCpuSeconds = (used.user + used.system) / 1e6
    const busy = hostNow.busySeconds - host.busySeconds
    return {
      wallSeconds,
      cpuSeconds,
      residentBytes: after.residentBytes,
      peakBytes: after.peakBytes,
      generatorCpuSeconds,
      otherCores: Math.max(0, (busy - cpuSeconds - generatorCpuSeconds) / wallSeconds),
      stolenCores: (hostNow.stolenSeconds - host.stolenSeconds) / wallSeconds,
      generatorDelayMs: delay.percentile(99) / 1e6,
    }
  }
}
