import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Milliseconds } from '@kotisilta/contract'
import { installationAt } from '../update/installation.ts'
import { VERSION } from '../version.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

const MEBIBYTE = 1024 * 1024
const PATIENCE: Milliseconds = 5_000
/** The product is younger than no clock that is right. */
const EARLIEST = Date.parse('2026-11-01T00:00:00Z')

/** What a program says; undefined: there is no such program, or it fails. */
export const saidBy = (program: string, ...words: string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(program, words, { timeout: PATIENCE }, (error, out) => resolve(error === null ? out.trim() : undefined))
  })

/** Whether systemd looks after the gateway. */
export async function serviceFinding(isRunning: boolean): Promise<Finding> {
  const said = await saidBy(
    'systemctl',
    'show',
    'kotisilta-gateway',
    '-p',
    'LoadState,ActiveState,NRestarts,WatchdogUSec',
  )
  const facts = new Map((said ?? '').split('\n').map((line) => line.split('=', 2) as [string, string]))
  if (facts.get('LoadState') !== 'loaded') {
    const says = 'systemd does not look after the gateway here'
    return isRunning
      ? ok('service', says)
      : warning('service', says, 'Install it with install.sh (docs/gateway-on-a-pi.md).')
  }
  const restarts = Number(facts.get('NRestarts') ?? 0)
  const says = `${facts.get('ActiveState')}, watchdog ${facts.get('WatchdogUSec')}, started again ${restarts} times`
  if (facts.get('ActiveState') !== 'active') {
    return wrong(
      'service',
      says,
      'Start it: systemctl start kotisilta-gateway. Why it ended: journalctl -u kotisilta-gateway -n 50.',
    )
  }
  return restarts > 5
    ? warning('service', says, 'It does not stay up. Look why: journalctl -u kotisilta-gateway -n 200.')
    : ok('service', says)
}

/** @param root of the installation; undefined: it is run from its source */
export function versionFinding(root: string | undefined): Finding {
  const installation = root === undefined ? undefined : installationAt(root)
  if (root === undefined || installation === undefined) return ok('version', VERSION)
  const pending = installation.pending()
  if (existsSync(join(root, 'rolled-back'))) {
    return warning(
      'version',
      `${VERSION}; an update did not work and was taken back`,
      'Send the update again from the server; if it comes back again, report it.',
    )
  }
  if (pending === undefined) return ok('version', `${installation.current()}, no update under way`)
  return warning(
    'version',
    `${installation.current()}, on trial after ${pending.from}`,
    'It counts once the gateway has reached the server; wait for that, or see the network below.',
  )
}

/** @param known a moment that is certainly over: what the gateway has written down */
export function clockFinding(
  now: Milliseconds,
  synchronised: boolean | undefined,
  known: Milliseconds | undefined,
): Finding {
  const says = new Date(now).toISOString()
  const next = 'Set up network time: timedatectl set-ntp true, and let UDP port 123 out of the home’s router.'
  if (now < EARLIEST) return wrong('clock', `it says ${says}, which cannot be`, next)
  if (known !== undefined && known > now + 60_000) {
    return wrong('clock', `it says ${says}, and it was already ${new Date(known).toISOString()}`, next)
  }
  if (synchronised === true) return ok('clock', `${says}, set by network time`)
  const not =
    synchronised === undefined ? 'nothing here says whether network time has set it' : 'network time has NOT set it'
  return warning('clock', `${says}; ${not}`, next)
}

/** Whether there is room and it can be written; a small file is made for that, and taken away. */
export function diskFinding(dataDir: string): Finding {
  if (!existsSync(dataDir)) {
    return wrong('disk', `${dataDir} is not there`, 'Create the data folder, or say where it is: KOTISILTA_DATA_DIR.')
  }
  const { bavail, bsize } = statfsSync(dataDir)
  const free = Math.round((bavail * bsize) / MEBIBYTE)
  try {
    accessSync(dataDir, constants.R_OK)
    const probe = join(dataDir, '.doctor')
    writeFileSync(probe, 'x', { mode: 0o600 })
    rmSync(probe)
  } catch (error) {
    const { code } = error as { code?: string }
    const says = `${dataDir} cannot be written (${code})`
    if (code === 'EROFS') {
      return wrong(
        'disk',
        says,
        'The card is read-only: alarms still go out, nothing survives a power cut. Replace the card.',
      )
    }
    if (code === 'ENOSPC') return wrong('disk', says, 'Make room: see what is large with du -xh / | sort -h | tail.')
    return wrong(
      'disk',
      says,
      'The folder has to belong to the gateway’s user: chown -R kotisilta: on it, or run this as that user.',
    )
  }
  const says = `${free} MiB free, writable`
  if (free < 50) return wrong('disk', says, 'Make room: see what is large with du -xh / | sort -h | tail.')
  return free < 500
    ? warning('disk', says, 'Make room before it is full; the outbox may need 512 MiB.')
    : ok('disk', says)
}

/** @param resident what the running gateway takes, bytes */
export function memoryFinding(resident: number | undefined, meminfo = readMeminfo()): Finding {
  const available = /MemAvailable:\s+(\d+) kB/.exec(meminfo)?.[1]
  const free = available === undefined ? undefined : Math.round(Number(available) / 1024)
  const own = resident === undefined ? '' : `, the gateway takes ${Math.round(resident / MEBIBYTE)} MiB`
  const says = `${free ?? '?'} MiB available${own}`
  if (free !== undefined && free < 30)
    return wrong('memory', says, 'Something takes it all: see top, and start the machine again.')
  if (resident !== undefined && resident > 200 * MEBIBYTE) {
    return warning('memory', says, 'Start the gateway again (systemctl restart kotisilta-gateway), and report it.')
  }
  return ok('memory', says)
}

function readMeminfo(): string {
  try {
    return readFileSync('/proc/meminfo', 'utf8')
  } catch {
    return ''
  }
}
