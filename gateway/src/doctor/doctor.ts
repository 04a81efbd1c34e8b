import { KotisiltaError, systemClock } from '@kotisilta/contract'
import { type GatewayConfig, gatewayConfig } from '../config.ts'
import { machineTime } from '../machine-time.ts'
import type { GatewayStatus } from '../status/status.ts'
import { askStatus } from '../status/status-socket.ts'
import { bluetoothFinding } from './bluetooth.ts'
import { type Finding, ok, warning, wrong } from './finding.ts'
import { devicesFinding, outboxFinding, radioFinding } from './from-gateway.ts'
import { clockFinding, diskFinding, memoryFinding, serviceFinding, versionFinding } from './machine.ts'
import { certificateFinding, networkFinding, signInFinding } from './reach.ts'
import { leftBehind } from './stopped-gateway.ts'

/**
 * What is wrong with a gateway and what to do next, for a technician beside it; while the gateway runs and while it does not. Tells no
 * secrets and changes nothing.
 */
export async function* examine(environment: Readonly<Record<string, string | undefined>>): AsyncGenerator<Finding> {
  const config = configured(environment)
  const dataDir = 'check' in config ? (environment.KOTISILTA_DATA_DIR ?? './data') : config.dataDir
  const status = await askStatus(dataDir)
  const left = status === undefined ? leftBehind(dataDir) : undefined
  const now = systemClock.now()

  yield 'check' in config ? config : ok('configuration', `${config.gateway.id}, to ${new URL(config.server).host}`)
  yield runs(status, left)
  yield await serviceFinding(status !== undefined)
  yield versionFinding(environment.KOTISILTA_INSTALLATION)
  const lastTime = typeof left === 'object' ? left.lastTime : undefined
  yield clockFinding(now, machineTime().synchronised(), lastTime)
  if (!('check' in config)) {
    yield await networkFinding(config)
    yield certificateFinding(config, now)
    yield status?.connected === true
      ? ok('sign-in', `the running gateway is signed in as ${status.gateway}`)
      : await signInFinding(config)
    if (config.radio === 'bluez') yield await bluetoothFinding(config.adapter)
  }
  if (status !== undefined) {
    yield radioFinding(status)
    yield devicesFinding(status)
    const { dropped = 0, damaged = 0 } = status.state.counts ?? {}
    const oldest = status.oldest === null ? undefined : Date.parse(status.oldest)
    yield outboxFinding(status.waiting, oldest, Date.parse(status.at), { dropped, damaged })
  } else if (typeof left === 'object') {
    yield outboxFinding(left.waiting, left.oldest, now, left)
  }
  yield diskFinding(dataDir)
  yield memoryFinding(status?.memory)
}

function configured(environment: Readonly<Record<string, string | undefined>>): GatewayConfig | Finding {
  try {
    return gatewayConfig(environment)
  } catch (error) {
    if (!(error instanceof KotisiltaError)) throw error
    const next = 'Put it right in /etc/kotisilta/gateway.env, or enrol the gateway: docs/gateway-on-a-pi.md.'
    return wrong('configuration', error.message.replaceAll('\n', '; '), next)
  }
}

function runs(status: GatewayStatus | undefined, left: ReturnType<typeof leftBehind>): Finding {
  if (status !== undefined) {
    const tried =
      status.state.testUntil === undefined ? '' : `; its devices are being tried until ${status.state.testUntil}`
    if (status.state.disk === 'ok') return ok('gateway', `it runs${tried}`)
    return wrong('gateway', `it runs, and its disk is: ${status.state.disk}${tried}`, 'See the disk below.')
  }
  if (left === 'unreadable') {
    return wrong(
      'gateway',
      'it does not answer, and its file cannot be read',
      'If it runs, start it again. If not, start it: it saves what it can from a damaged file.',
    )
  }
  const says = left === undefined ? 'it has never run on this data folder' : 'it does not run'
  return left === undefined
    ? warning(
        'gateway',
        says,
        'Start it: systemctl start kotisilta-gateway. Or is the data folder another? See KOTISILTA_DATA_DIR.',
      )
    : wrong('gateway', says, 'Start it: systemctl start kotisilta-gateway.')
}
