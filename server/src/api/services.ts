import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock, Trouble } from '@kotisilta/contract'
import type { FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { AlertReader } from '../alerts/reader.ts'
import type { AliveTestReader } from '../alive-test/reader.ts'
import type { AccessLogReader } from '../audit/reader.ts'
import type { HomeCommandReader } from '../commands-to-homes/reader.ts'
import type { Committer } from '../commit/committer.ts'
import type { CorrectionStore } from '../corrections/store.ts'
import type { Evaluator } from '../evaluation/evaluator.ts'
import type { EventStore } from '../events/store.ts'
import type { ApiTokens } from '../gateways/api-tokens.ts'
import type { Enrolment } from '../gateways/enrolment.ts'
import type { GatewayPresence } from '../gateways/presence.ts'
import type { GatewayReader } from '../gateways/reader.ts'
import type { GatewayRegistry } from '../gateways/registry.ts'
import type { PaperReader } from '../handover/papers.ts'
import type { HandoverReader } from '../handover/reader.ts'
import type { Identity } from '../identity/identity.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Quarantine } from '../ingest/quarantine.ts'
import type { InstallationTestReader } from '../installation-test/reader.ts'
import type { figuresDoor } from '../metrics/figures-door.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { OnCallReader } from '../on-call/read/reader.ts'
import type { PatientReader } from '../patients/reader.ts'
import type { PersonExport } from '../people/export/person.ts'
import type { IdentityVault } from '../people/identity-vault.ts'
import type { PeopleReader } from '../people/reader.ts'
import type { AreaPlanReader } from '../plans/area/reader.ts'
import type { TemplateCatalogue } from '../plans/catalogue.ts'
import type { FourEyesSetting } from '../plans/four-eyes.ts'
import type { PlanReader } from '../plans/reader.ts'
import type { Door } from '../policy/door.ts'
import type { RightsReader } from '../policy/reader.ts'
import type { ReadingStore } from '../readings/port.ts'
import type { Board } from '../realtime/board.ts'
import type { TaskReader } from '../tasks/reader.ts'
import type { TechnicalAlertReader } from '../technical/reader.ts'
import type { WorkReader } from '../worklist/reader.ts'
import type { TodayReader } from '../worklist/today/reader.ts'
import type { TriggerSources } from '../worklist/triggers/sources.ts'

/** What the routes work with; all of it is handed to them by the hub. */
export interface Services {
  clock: Clock
  committer: Committer
  sessions: Sessions & { door: Door }
  identity: Identity
  registry: GatewayRegistry
  presence: GatewayPresence
  gateways: GatewayReader
  enrolment: Enrolment
  apiTokens: ApiTokens
  board: Board
  alerts: AlertReader
  onCall: OnCallReader
  patients: PatientReader
  plans: PlanReader
  areaPlans: AreaPlanReader
  templates: TemplateCatalogue
  fourEyes: FourEyesSetting
  people: PeopleReader
  vault: IdentityVault
  /** What leaves the house. */
  exports: { person(id: string, now: number): Promise<PersonExport | undefined> }
  readings: ReadingStore
  tasks: TaskReader
  homeCommands: HomeCommandReader
  technical: TechnicalAlertReader
  worklist: WorkReader
  today: TodayReader
  handovers: HandoverReader
  papers: PaperReader
  evaluations: Evaluator
  triggers: TriggerSources
  corrections: CorrectionStore
  events: EventStore
  quarantine: Quarantine
  notifications: Notifications
  aliveTests: AliveTestReader
  installationTests: InstallationTestReader
  rights: RightsReader
  accessLog: AccessLogReader
  /** Where the nurses are reached; null if nobody has said. */
  phone: string | null
  log: Logger
  metrics: Metrics
  mayReadFigures: ReturnType<typeof figuresDoor>
  /** Why nothing can be committed. */
  storageTroubles(): Trouble[]
  /** Whether the database is known not to be whole. */
  isDamaged(): boolean
  /** A page of the database that is none was met while reading. */
  damaged(detail: string): void
  /** All that screens have to say of the server. */
  troubles(): Trouble[]
  /** Ends connections of gateways that may not have them any more. */
  endRevoked(): void
}

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, ZodTypeProvider>
