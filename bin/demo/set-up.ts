import { randomBytes } from 'node:crypto'
import { isoTime, MESSAGE_ITEMS, type Milliseconds, newUlid } from '@kotisilta/contract'
import { openDatabase, type ProvisionedGateway, provision, staffStore } from '@kotisilta/server'
import { assignments, type Home, history } from '@kotisilta/simulators'

const DAY: Milliseconds = 24 * 60 * 60 * 1000
/** How much of the past the charts show. */
const HISTORY_DAYS = 14

export interface DemoLogin {
  username: string
  password: string
}

/** Who signs in. */
export const NURSE = { username: 'demo', name: 'Demo Hoitaja', role: 'coordinator' } as const
/** Who takes turns with the one who signs in; nobody knows this one's password. */
export const COLLEAGUE = { username: 'aino', name: 'Aino Salminen', role: 'on-call' } as const

/** Homes, gateways and nurses in the data folder. Gateways get new tokens and the nurse a new password at each start. */
export async function setUp(
  dataDir: string,
  homes: readonly Home[],
  historyEnd: Milliseconds,
): Promise<{ fleet: ProvisionedGateway[]; login: DemoLogin }> {
  const database = await openDatabase(dataDir)
  const login = { username: NURSE.username, password: randomBytes(9).toString('base64url') }
  const staff = staffStore(database.query)
  await staff.addOrChange({ ...NURSE, ...login }, Date.now())
  await staff.addOrChange({ ...COLLEAGUE, password: randomBytes(24).toString('base64url') }, Date.now())
  const from = historyEnd - (HISTORY_DAYS + 1) * DAY
  const fleet = provision(database, homes.map(newHome), historyEnd, from)
  await database.close()
  return { fleet, login }
}

export const patientOf = ({ id }: Home): string => id.replace('home', 'patient')

function newHome(home: Home) {
  const { resident, plan, id, gateway } = home
  const patient = { id: patientOf(home), ...resident, plan, devices: assignments(home) }
  return { home: id, gateway, patients: [patient] }
}

/** The weeks before the story, told to the server as by gateways that were cut off. */
export async function tellHistory(
  url: string,
  homes: readonly Home[],
  fleet: readonly ProvisionedGateway[],
  historyEnd: Milliseconds,
  progress: (home: number) => void,
): Promise<void> {
  for (const [index, home] of homes.entries()) {
    progress(index + 1)
    const token = fleet.find(({ gateway }) => gateway === home.gateway)?.token
    const items = [...history(home, historyEnd - HISTORY_DAYS * DAY, historyEnd)]
    const epoch = newUlid(historyEnd)
    for (let from = 0, seq = 1; from < items.length; from += MESSAGE_ITEMS, seq++) {
      const message = { sent: isoTime(historyEnd), epoch, seq, items: items.slice(from, from + MESSAGE_ITEMS) }
      const response = await fetch(`${url}/api/v1/items`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(message),
      })
      if (!response.ok) throw new Error(`history of ${home.gateway}: ${response.status} ${await response.text()}`)
    }
  }
}
