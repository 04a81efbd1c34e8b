import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, provision } from '@kotisilta/server'
import { runToEnd } from '../systems/child.ts'
import { ACCOUNT, COMMAND, environmentOf } from '../systems/kotisilta.ts'

/** How a gateway shows the server who it is. */
export interface GatewayLogin {
  readonly gateway: string
  readonly partition: string
  readonly token: string
}

export const patientOf = (index: number): string => `patient-${index}`
export const serialOf = (index: number): string => `band-${index}`

const YEAR = 365 * 86_400_000

/** A server's data folder with one account on call and one home, in which so many people wear a band each. */
export async function provisionHome(dataFolder: string, people: number): Promise<GatewayLogin> {
  mkdirSync(dataFolder, { recursive: true })
  const database = await openDatabase(dataFolder)
  const patients = Array.from({ length: people }, (_, index) => ({
    id: patientOf(index),
    name: `Person ${index}`,
    devices: [{ device: `mqtt:${serialOf(index)}`, profile: 'wristband' }],
  }))
  const now = Date.now()
  const [login] = provision(database, [{ home: 'bench', gateway: 'gw-bench', patients }], now, now - YEAR)
  await database.close()
  await runToEnd({
    command: COMMAND,
    arguments: ['user', 'add', '--username', ACCOUNT.username, '--role', 'on-call', '--password-stdin'],
    environment: environmentOf(dataFolder),
    log: join(dataFolder, '..', 'provision.log'),
    input: ACCOUNT.password,
  })
  if (login === undefined) throw new Error('no gateway was provisioned')
  return login
}
