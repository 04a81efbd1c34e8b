import { systemClock } from '@kotisilta/contract'
import { AlertWatch } from '../load/alert-watch.ts'
import { Load } from '../load/load.ts'
import { mixSource } from '../load/record-mix.ts'
import { Recorder } from '../load/recording.ts'
import { startServer } from '../systems/kotisilta.ts'
import { createFleet } from '../workload/fleet.ts'
import type { FleetLine } from '../workload/fleet-lines.ts'
import { W1 } from './stage.ts'

const LIMIT_MS = 60_000

/** Milliseconds from starting a server that was killed to the acknowledgement of the first reading after. */
export async function measureRestart(folder: string, dataFolder: string, lines: readonly FleetLine[]): Promise<number> {
  const fleet = createFleet(lines.slice(0, 1), W1.everydayPerHome)
  const [patient] = fleet.everyday
  if (patient === undefined) throw new Error('a fleet without patients')
  const now = systemClock.now()
  const source = mixSource(fleet, now, now)
  const recorder = new Recorder({ ...source, perMessage: 1, sent: now })
  recorder.add(patient, { type: 'reading', kind: 'heart-rate', value: 70 }, now, false)
  const started = performance.now()
  const { child, ports } = await startServer(folder, dataFolder)
  try {
    const recording = recorder.finish()
    const load = new Load({ port: ports.mqtt, homes: fleet.homes, recording, window: 1, watch: new AlertWatch() })
    await load.open()
    await load.flood(LIMIT_MS)
    load.close()
    if (load.acknowledgedItems !== 1) throw new Error('nothing was acknowledged after a restart')
    return load.lastAcknowledgedAt - started
  } finally {
    await child.kill()
  }
}
