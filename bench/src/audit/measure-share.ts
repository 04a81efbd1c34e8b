import { type ChildProcess, fork } from 'node:child_process'
import { serverConfig, serverLog, startHub } from '@kotisilta/server'
import { percentile } from '../measure/percentile.ts'
import { lookSwitch } from './look-switch.ts'
import type { Asked } from './screens-process.ts'

/** The log is switched on and off in turns, so that whatever else the machine does meets both. */
const TURNS = 16
const PARTS = ['', '/readings', '/events', '/circle', '/plan']
const PEOPLE = 200

export interface Half {
  p50: number
  mean: number
  /** Milliseconds of a processor for each request, all threads of the server together. */
  cpu: number
}
export interface Share {
  screens: number
  /** How many with the log, and as many without. */
  requests: number
  on: Half
  off: Half
}

/** Milliseconds of the same requests with the access log and without it. `dataDir` is that of a region that stands. */
export async function measureShare(dataDir: string, username: string, password: string): Promise<Share[]> {
  const looks = lookSwitch()
  const environment = { KOTISILTA_DATA_DIR: dataDir, KOTISILTA_HTTP_PORT: '0', KOTISILTA_MQTT_PORT: '0' }
  const hub = await startHub(serverConfig(environment), serverLog('silent'))
  const screens = fork(new URL('./screens-process.ts', import.meta.url))
  try {
    const url = `http://127.0.0.1:${hub.http}/api/v1`
    const signedIn = await fetch(`${url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const paths = Array.from({ length: PEOPLE }, (_, person) => PARTS.map((part) => `/patients/p${person}${part}`))
    const asked = { url, cookie, paths: paths.flat() }
    await played(screens, { ...asked, screens: 20, requests: 1_000 })
    const shares: Share[] = []
    for (const [count, requests] of [
      [1, 150],
      [20, 600],
    ] as const) {
      const halves = { on: { took: [] as number[], cpu: 0 }, off: { took: [] as number[], cpu: 0 } }
      for (let turn = 0; turn < TURNS * 2; turn++) {
        // On, off, off, on: neither always comes first.
        const on = turn % 4 === 0 || turn % 4 === 3
        looks.log(on)
        const before = process.cpuUsage()
        const took = await played(screens, { ...asked, screens: count, requests })
        const { user, system } = process.cpuUsage(before)
        const half = on ? halves.on : halves.off
        half.took.push(...took)
        half.cpu += (user + system) / 1_000
      }
      shares.push({ screens: count, requests: requests * TURNS, on: figures(halves.on), off: figures(halves.off) })
    }
    return shares
  } finally {
    looks.log(true)
    screens.kill()
    await hub.close()
    looks.restore()
  }
}

function figures({ took, cpu }: { took: number[]; cpu: number }): Half {
  const mean = took.reduce((sum, each) => sum + each, 0) / took.length
  return { p50: percentile(took, 0.5) ?? 0, mean, cpu: cpu / took.length }
}

function played(screens: ChildProcess, asked: Asked): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('the screens have ended'))
    screens.once('exit', ended)
    screens.once('message', (took) => {
      screens.off('exit', ended)
      resolve(took as number[])
    })
    screens.send(asked)
  })
}
