import type { Milliseconds } from '@kotisilta/contract'
import type { GatewayStatus } from '../status/status.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'

const HOUR: Milliseconds = 3_600_000
const MINUTE: Milliseconds = 60_000
/** A connection is made again within a minute or two. */
const BACKLOG_OLD: Milliseconds = 10 * MINUTE
const BATTERY_LOW = 15
/** What is worn or lies near is stronger; weaker gets lost now and then. */
const WEAK_DBM = -90

/** What the running gateway says of its radio. */
export function radioFinding({ state: { radio } }: GatewayStatus): Finding {
  if (radio === 'none')
    return warning('radio', 'the gateway is told to use no Bluetooth', 'Unless that is meant: KOTISILTA_RADIO=bluez.')
  if (radio === 'listening') return ok('radio', 'it listens, and hears')
  if (radio === 'starting') return warning('radio', 'it has only begun', 'Look again in a minute.')
  const next =
    'The gateway recovers it by itself, step by step, within two minutes. If it does not: unplug the adapter and plug it in, or start the machine again.'
  return wrong('radio', `it does not hear (${radio ?? 'unknown'})`, next)
}

/** What the running gateway knows of the home's devices. */
export function devicesFinding({ state: { devices = [] }, at }: GatewayStatus): Finding {
  if (devices.length === 0) {
    return warning(
      'devices',
      'none is known',
      'Assign devices to somebody of this home at the server, or pair one (page Home boxes).',
    )
  }
  const now = Date.parse(at)
  const told = devices.map(({ device, lastSeen, battery, rssi }) => {
    const heard = lastSeen == null ? 'never heard' : `heard ${ago(now - Date.parse(lastSeen))} ago`
    return [
      device,
      heard,
      ...(battery == null ? [] : [`battery ${Math.round(battery)} %`]),
      ...(rssi == null ? [] : [`${rssi} dBm`]),
    ].join(', ')
  })
  const says = told.join('; ')
  const poor = devices.filter(
    ({ lastSeen, battery, rssi, silence }) =>
      lastSeen == null || silence !== undefined || (battery ?? 100) < BATTERY_LOW || (rssi ?? 0) < WEAK_DBM,
  )
  if (poor.length === 0) return ok('devices', says)
  const next = `See to ${poor.map(({ device }) => device).join(', ')}: use it once beside the gateway, change its battery, bring it or the gateway nearer.`
  return warning('devices', says, next)
}

/** @param waiting how much, and since when; read by us where no gateway runs */
export function outboxFinding(
  { items, urgent, bytes }: GatewayStatus['waiting'],
  oldest: Milliseconds | undefined,
  now: Milliseconds,
  lost: { readonly dropped: number; readonly damaged: number },
): Finding {
  const size = `${Math.ceil(bytes / 1024)} KiB`
  const gone =
    lost.dropped + lost.damaged === 0
      ? ''
      : `; ${lost.dropped} given up for want of room, ${lost.damaged} found damaged, ever`
  if (items + urgent === 0 || oldest === undefined) return ok('outbox', `nothing waits${gone}`)
  const says = `${items} items and ${urgent} alarms wait, ${size}, the oldest for ${ago(now - oldest)}${gone}`
  const next = 'They go out by themselves once the server is reached: see network and sign-in.'
  if (urgent > 0 && now - oldest > MINUTE) return wrong('outbox', says, next)
  return now - oldest > BACKLOG_OLD ? warning('outbox', says, next) : ok('outbox', says)
}

function ago(span: Milliseconds): string {
  if (span < 2 * MINUTE) return `${Math.max(0, Math.round(span / 1_000))} s`
  if (span < 2 * HOUR) return `${Math.round(span / MINUTE)} min`
  return span < 48 * HOUR ? `${Math.round(span / HOUR)} h` : `${Math.round(span / (24 * HOUR))} days`
}
