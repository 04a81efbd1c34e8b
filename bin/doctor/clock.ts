import { existsSync } from 'node:fs'
import type { Milliseconds } from '@kotisilta/contract'
import { type Finding, fault, ok, warning } from './finding.ts'

/** Before this was written no clock can be. */
const EARLIEST = Date.parse('2026-11-01T00:00:00Z')
const MINUTE = 60_000

/** @param lastWritten when the server last wrote something down, by its own clock then */
export function clockFindings(now: Milliseconds, lastWritten: Milliseconds | undefined): Finding[] {
  const remedy = 'Set up time synchronisation (timedatectl set-ntp true) and look again.'
  if (now < EARLIEST) return [fault('clock', `it says ${new Date(now).toISOString()}`, remedy)]
  if (lastWritten !== undefined && lastWritten > now + MINUTE) {
    const says = `it says ${new Date(now).toISOString()}, but something was written down at ${new Date(lastWritten).toISOString()}`
    return [fault('clock', says, remedy)]
  }
  const findings = [ok('clock', new Date(now).toISOString())]
  if (existsSync('/run/systemd') && !existsSync('/run/systemd/timesync/synchronized')) {
    findings.push(
      warning(
        'time synchronisation',
        'systemd does not say that the clock is synchronised',
        `${remedy} chrony is as good.`,
      ),
    )
  }
  return findings
}
