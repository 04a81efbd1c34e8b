import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { VanishingLine } from '../../../test/harness/vanishing-line.ts'
import { percentile } from '../measure/percentile.ts'
import { ACCOUNT, startServer } from '../systems/kotisilta.ts'
import { openAlarmScreen } from './alarm-screen.ts'
import { patientOf, provisionHome, serialOf } from './home.ts'
import { press } from './press.ts'
import { RunningGateway } from './running-gateway.ts'

const ROUNDS = 12
/** Between the moments at which the system would by itself send the first packet of a connection again, three and seven seconds after it. */
const AWAY_MS = 4_500
const ROUND_MS = 150

export interface BlackHole {
  /** From the line's return to the screen, ms. */
  readonly p50: number
  readonly most: number
  readonly calls: number
}

/**
 * A line on which packets vanish, and a call for help meanwhile; by turns the connections were cut before, so that new ones vanish, and
 * stood, to be forgotten on the way.
 */
export async function measureBlackHole(command: readonly string[], folder: string): Promise<BlackHole> {
  const [serverFolder, gatewayFolder] = [join(folder, 'server'), join(folder, 'gateway')]
  mkdirSync(gatewayFolder, { recursive: true })
  const login = await provisionHome(serverFolder, ROUNDS + 1)
  const { child, ports } = await startServer(folder, serverFolder)
  const line = await VanishingLine.open(ports.mqtt, true)
  const screen = await openAlarmScreen(`http://127.0.0.1:${ports.http}`, ACCOUNT)
  const gateway = await RunningGateway.start(command, login, line.mqttUrl, gatewayFolder)
  const took: number[] = []
  try {
    // What belongs to the start is over once a call has come through.
    await Promise.all([screen.shown(patientOf(ROUNDS)), press(await gateway.device(serialOf(ROUNDS)))])
    for (let round = 0; round < ROUNDS; round++) {
      await (round % 2 === 0 ? line.cut() : line.forget())
      await line.vanish(true)
      const band = await gateway.device(serialOf(round))
      const pressed = press(band)
      await delay(AWAY_MS + round * ROUND_MS)
      const back = performance.now()
      line.back()
      took.push((await screen.shown(patientOf(round))) - back)
      await pressed
      band.end(true)
    }
  } finally {
    screen.close()
    await gateway.stop()
    line.close()
    await child.stop()
  }
  const of = (share: number): number => percentile(took, share) ?? Number.NaN
  return { p50: of(0.5), most: of(1), calls: took.length }
}
