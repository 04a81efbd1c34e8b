import { type Alert, ROLES, type Role } from '@kotisilta/contract'
import { openDatabase, staffStore } from '@kotisilta/server'
import { TestGateway } from './gateway.ts'
import { PASSWORD, Region } from './region.ts'
import { Screen } from './screen.ts'

/**
 * A region of two areas, with a home in each and an account of each role, of which those that have to do with people
 * work in the first area alone; `client` and `relative` belong to the person there. In both homes somebody has called.
 */
export class Reach {
  readonly region: Region
  readonly cookies = new Map<Role, string>()
  readonly gateways: TestGateway[] = []
  /** The persons inside and outside what the accounts reach, and their alerts. */
  inside!: { patient: string; alert: string }
  outside!: { patient: string; alert: string }
  consent!: string

  private constructor(region: Region) {
    this.region = region
  }

  static async open(environment: Record<string, string> = {}): Promise<Reach> {
    const region = new Region(environment)
    await region.provision(2)
    const reach = new Reach(region)
    await reach.#writeDown()
    await region.startServer()
    for (const role of ROLES) reach.cookies.set(role, await region.signIn(role))
    await reach.#call()
    const { patient } = reach.inside
    const self = { username: 'client', holder: 'self', scopes: [], given: 'the client, on paper' }
    const relative = { username: 'relative', holder: 'relative', scopes: ['summary'], given: 'the client, on paper' }
    await reach.must('nurse', 'POST', `/api/v1/patients/${patient}/consents`, self)
    const given = await reach.must('nurse', 'POST', `/api/v1/patients/${patient}/consents`, relative)
    reach.consent = (given as { id: string }).id
    return reach
  }

  /** The second area and the accounts, in the database itself: a process for each account would take longer than most tests. */
  async #writeDown(): Promise<void> {
    const database = await openDatabase(this.region.dataDir)
    await database.query.insertInto('area').values({ id: 'north', name: 'Pohjoinen' }).execute()
    const second = this.region.fleet[1]?.gateway as string
    await database.query
      .updateTable('home')
      .set({ area: 'north' })
      .where('id', '=', (select) => select.selectFrom('gateway').select('home').where('id', '=', second))
      .execute()
    const staff = staffStore(database.query)
    const now = Date.now()
    const everybody = ROLES.map((role) => ({ username: role, role, areas: ['default'] }))
    for (const account of [...everybody, { username: 'everywhere', role: 'on-call' as Role, areas: undefined }])
      await staff.add({ ...account, name: account.username, password: PASSWORD }, now)
    await database.close()
  }

  async #call(): Promise<void> {
    const screen = await Screen.open(this.region.url, await this.region.signIn('everywhere'))
    const called = []
    for (const home of this.region.fleet) {
      const gateway = await TestGateway.connect(this.region.mqttUrl, home)
      this.gateways.push(gateway)
      await gateway.sos()
      const { id } = await screen.alert((alert: Alert) => alert.patient.id === gateway.patient)
      called.push({ patient: gateway.patient, alert: id })
    }
    screen.close()
    this.inside = called[0] as { patient: string; alert: string }
    this.outside = called[1] as { patient: string; alert: string }
  }

  ask(role: Role, method: string, path: string, body?: unknown) {
    return this.region.request(this.cookies.get(role) as string, method, path, body)
  }

  /** @returns the answer's body; the answer has to be one of success */
  async must(role: Role, method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.ask(role, method, path, body)
    if (answer.status !== 200) throw new Error(`${role} ${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.body
  }

  screen(role: Role): Promise<Screen> {
    return Screen.open(this.region.url, this.cookies.get(role) as string)
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways) await gateway.close()
    await this.region.close()
  }
}
