import type { Clock } from '@kotisilta/contract'
import { alertReader } from '../alerts/reader.ts'
import { aliveTestReader } from '../alive-test/reader.ts'
import { accessLogReader } from '../audit/reader.ts'
import { homeCommandReader } from '../commands-to-homes/reader.ts'
import { correctionStore } from '../corrections/store.ts'
import { openReader } from '../database/open.ts'
import { evaluator } from '../evaluation/evaluator.ts'
import { eventStore } from '../events/store.ts'
import { apiTokens } from '../gateways/api-tokens.ts'
import { GatewayPresence } from '../gateways/presence.ts'
import { gatewayReader } from '../gateways/reader.ts'
import { gatewayRegistry } from '../gateways/registry.ts'
import { GatewayWords } from '../gateways/words.ts'
import { paperReader } from '../handover/papers.ts'
import { handoverReader } from '../handover/reader.ts'
import { sealIn } from '../identity/seal.ts'
import { quarantine } from '../ingest/quarantine.ts'
import { installationTestReader } from '../installation-test/reader.ts'
import { onCallReader } from '../on-call/read/reader.ts'
import { patientReader } from '../patients/reader.ts'
import { exportPerson } from '../people/export/person.ts'
import { identityVault } from '../people/identity-vault.ts'
import { peopleReader } from '../people/reader.ts'
import { areaPlanReader } from '../plans/area/reader.ts'
import { templateCatalogue } from '../plans/catalogue.ts'
import { fourEyesSetting } from '../plans/four-eyes.ts'
import { planReader } from '../plans/reader.ts'
import { rightsReader } from '../policy/reader.ts'
import { rights } from '../policy/rights.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'
import { Board } from '../realtime/board.ts'
import { taskReader } from '../tasks/reader.ts'
import { technicalAlertReader } from '../technical/reader.ts'
import { workReader } from '../worklist/reader.ts'
import { todayReader } from '../worklist/today/reader.ts'
import { signsNow } from '../worklist/today/signs-now.ts'
import { triggerSources } from '../worklist/triggers/sources.ts'

export type Stores = Awaited<ReturnType<typeof openStores>>

/**
 * Whatever reads the database of state, and what is kept of it in memory. Nothing here writes.
 * @throws KotisiltaError what `openReader` throws
 */
export async function openStores(dataDir: string, clock: Clock) {
  const { query, sqlite, close } = openReader(dataDir)
  const known = await knownGateways(query)
  const presence = new GatewayPresence(known)
  const alerts = alertReader(query)
  const unresolved = await alerts.list({ status: 'unresolved', limit: Number.MAX_SAFE_INTEGER }, () => true)
  const board = new Board(unresolved)
  const people = peopleReader(query)
  const vault = identityVault(dataDir)
  const readings = sqliteReadingStore(sqlite)
  const tasks = taskReader(query)
  const unplaced = quarantine(query)
  const signs = signsNow(sqlite)
  const evaluations = evaluator(dataDir)
  const patients = patientReader(query, { openAlerts: board.unresolvedOf, lastHeard: presence.lastHeard })
  const technical = technicalAlertReader(query)
  const worklist = workReader({ query, board, tasks, quarantine: unplaced, technical })
  return {
    /** What is made here for the routes as it is. */
    read: {
      clock,
      registry: gatewayRegistry(sqlite),
      presence,
      gateways: gatewayReader(query, presence),
      apiTokens: apiTokens(sqlite),
      board,
      alerts,
      onCall: onCallReader(query, sqlite),
      patients,
      people,
      vault,
      exports: { person: (id: string, now: number) => exportPerson({ query, people, readings, vault }, id, now) },
      readings,
      corrections: correctionStore(query),
      homeCommands: homeCommandReader(query, sqlite),
      technical,
      tasks,
      worklist,
      today: todayReader({ query, board, worklist, signs }),
      evaluations,
      handovers: handoverReader({ query, board, worklist }),
      papers: paperReader({ query, board, alerts, patients, readings, signs }),
      triggers: triggerSources(query, sealIn(dataDir)),
      plans: planReader(query),
      areaPlans: areaPlanReader(query),
      templates: templateCatalogue(query),
      fourEyes: fourEyesSetting(query),
      events: eventStore(sqlite),
      quarantine: unplaced,
      rights: rightsReader(query),
      accessLog: accessLogReader(query),
      aliveTests: aliveTestReader(sqlite),
      installationTests: installationTestReader(query, sqlite, presence),
    },
    /** Who may what, as it is held in memory. */
    granted: rights(sqlite),
    words: new GatewayWords(known),
    query,
    sqlite,
    async close(): Promise<void> {
      await evaluations.close()
      await close()
    },
  }
}

async function knownGateways(query: ReturnType<typeof openReader>['query']) {
  const rows = await query.selectFrom('gateway_state').selectAll().execute()
  return rows.map((row) => ({
    gateway: row.gateway,
    online: row.online === 1,
    since: row.since,
    lastHeard: row.last_heard,
  }))
}
