import { join } from 'node:path'
import { newUlid, systemClock } from '@kotisilta/contract'
import {
  auditLog,
  openDatabase,
  provision,
  rights,
  serverConfig,
  serverLog,
  staffStore,
  startHub,
} from '@kotisilta/server'
import { measureShare, type Share } from '../audit/measure-share.ts'

const ENTRIES = 20_000
const SCREENS = 200
const REQUESTS = 300
const PAGES = 60
const PATIENTS = 10_000
const PASSWORD = 'a long enough password'

export interface AuditRun {
  /** Microseconds that the log takes of the committing thread for one entry: role, ground, hash, insert. */
  readonly perEntry: number
  /** Milliseconds of one request for a client's page, at the median and at the 99th percentile, log and sync included. */
  readonly request: { readonly p50: number; readonly p99: number }
  /** Milliseconds of a page that asks five things at once. */
  readonly page: { readonly p50: number }
  /** The same requests with the log and without it, by how many screens ask at once. */
  readonly shares: readonly Share[]
  /** Milliseconds to decide for 200 screens who of them may see one alert. */
  readonly screens: number
  /** Milliseconds to take in all rights anew after a change, with 10,000 clients. */
  readonly refresh: number
}

/** What the access log and the policy cost, on a region of 10,000 clients in a folder that the caller removes. */
export async function measureAudit(folder: string): Promise<AuditRun> {
  const dataDir = join(folder, 'audit')
  const database = await openDatabase(dataDir)
  const now = systemClock.now()
  const homes = Array.from({ length: PATIENTS }, (_, index) => ({
    home: `h${index}`,
    gateway: `g${index}`,
    patients: [{ id: `p${index}`, name: `Asiakas ${index}`, devices: [] }],
  }))
  provision(database, homes, now)
  const staff = staffStore(database.query)
  const ids: string[] = []
  for (let screen = 0; screen < SCREENS; screen++) ids.push(newUlid(now))
  const { id } = await staff.add({ username: 'aino', name: 'Aino', role: 'on-call', password: PASSWORD }, now)
  const copy = database.sqlite.prepare(
    `insert into staff(id, username, name, role, password_hash, created_at)
     select ?, username || ?, name, role, password_hash, created_at from staff where id = ?`,
  )
  const reach = database.sqlite.prepare(`insert into staff_area values(?, 'default')`)
  ids.forEach((screen, index) => {
    copy.run(screen, index, id)
    reach.run(screen)
  })

  const log = auditLog(database)
  const began = performance.now()
  database.sqlite.exec('begin immediate')
  for (let entry = 0; entry < ENTRIES; entry++) {
    await log.record({ staff: id, patient: `p${entry % PATIENTS}`, action: 'patient-viewed', detail: null }, now)
  }
  const perEntry = ((performance.now() - began) * 1000) / ENTRIES
  database.sqlite.exec('commit')

  const granted = rights(database.sqlite)
  const refreshing = performance.now()
  database.sqlite.exec(`update rights_version set version = version + 1`)
  granted.refresh()
  const refresh = performance.now() - refreshing
  for (const screen of ids) granted.decide(screen, 'handle-alerts', 'p0', now)
  const deciding = performance.now()
  for (const screen of ids) granted.decide(screen, 'handle-alerts', 'p1', now)
  const screens = performance.now() - deciding
  await database.close()
  const shares = await measureShare(dataDir, 'aino', PASSWORD)
  return { perEntry, screens, refresh, shares, ...(await measureRequests(dataDir)) }
}

async function measureRequests(dataDir: string): Promise<Pick<AuditRun, 'request' | 'page'>> {
  const environment = { KOTISILTA_DATA_DIR: dataDir, KOTISILTA_HTTP_PORT: '0', KOTISILTA_MQTT_PORT: '0' }
  const hub = await startHub(serverConfig(environment), serverLog('silent'))
  const url = `http://127.0.0.1:${hub.http}/api/v1`
  const signedIn = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'aino', password: PASSWORD }),
  })
  const headers = {
    cookie: signedIn.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  }
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers })
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  }
  const timed = async (count: number, work: (index: number) => Promise<unknown>): Promise<number[]> => {
    const took: number[] = []
    for (let index = 0; index < count; index++) {
      const began = performance.now()
      await work(index)
      took.push(performance.now() - began)
    }
    return took.sort((a, b) => a - b)
  }
  await timed(20, (index) => get(`/patients/p${index}`))
  const requests = await timed(REQUESTS, (index) => get(`/patients/p${index}`))
  const pages = await timed(PAGES, (index) =>
    Promise.all(['', '/readings', '/events', '/circle', '/plan'].map((part) => get(`/patients/p${index}${part}`))),
  )
  await hub.close()
  const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)] as number
  return { request: { p50: at(requests, 0.5), p99: at(requests, 0.99) }, page: { p50: at(pages, 0.5) } }
}
