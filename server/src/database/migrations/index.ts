import type { Migration } from 'kysely/migration'
import * as first from './2026-11-21-first.ts'
import * as deviceUsers from './2026-11-26-a-device-users.ts'
import * as carePlans from './2026-11-26-b-care-plans.ts'
import * as entry from './2026-11-26-c-entry.ts'
import * as gatewayHome from './2026-11-26-d-gateway-home.ts'
import * as signin from './2026-11-26-e-signin.ts'
import * as access from './2026-11-26-f-access.ts'
import * as gatewayTrust from './2026-11-26-g-gateway-trust.ts'
import * as people from './2026-11-26-h-people.ts'
import * as onCall from './2026-11-26-j-on-call.ts'
import * as areaPlans from './2026-11-26-l-area-plans.ts'
import * as secondFactorRoles from './2026-11-26-m-second-factor-roles.ts'
import * as technicalAlerts from './2026-11-26-m-technical-alerts.ts'
import * as tokenAreas from './2026-11-26-m-token-areas.ts'
import * as rota from './2026-11-26-n-rota.ts'
import * as notifications from './2026-11-26-o-notifications.ts'
import * as aliveTest from './2026-11-26-o-two-alive-test.ts'
import * as evaluation from './2026-11-26-p-evaluation.ts'
import * as handover from './2026-11-26-p-handover.ts'
import * as worklist from './2026-11-26-p-worklist.ts'
import * as homeCommands from './2026-11-26-r-home-commands.ts'
import * as planChanges from './2026-11-26-s-plan-changes.ts'
import * as technicalClimb from './2026-11-26-u-technical-climb.ts'
import * as installationTest from './2026-11-26-v-installation-test.ts'
import * as pastAreas from './2026-11-26-x-past-areas.ts'
import * as movedEvents from './2026-11-26-x-two-moved-events.ts'
import * as accessJournal from './2026-11-26-y-access-journal.ts'

/** All migrations by name, in order; a name never changes once it has been released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-21-first': first,
  '2026-11-26-a-device-users': deviceUsers,
  '2026-11-26-b-care-plans': carePlans,
  '2026-11-26-e-signin': signin,
  '2026-11-26-c-entry': entry,
  '2026-11-26-d-gateway-home': gatewayHome,
  '2026-11-26-f-access': access,
  '2026-11-26-j-on-call': onCall,
  '2026-11-26-g-gateway-trust': gatewayTrust,
  '2026-11-26-h-people': people,
  '2026-11-26-r-home-commands': homeCommands,
  '2026-11-26-m-technical-alerts': technicalAlerts,
  '2026-11-26-m-second-factor-roles': secondFactorRoles,
  '2026-11-26-m-token-areas': tokenAreas,
  '2026-11-26-p-evaluation': evaluation,
  '2026-11-26-p-handover': handover,
  '2026-11-26-p-worklist': worklist,
  '2026-11-26-l-area-plans': areaPlans,
  '2026-11-26-n-rota': rota,
  '2026-11-26-o-notifications': notifications,
  '2026-11-26-o-two-alive-test': aliveTest,
  '2026-11-26-s-plan-changes': planChanges,
  '2026-11-26-x-past-areas': pastAreas,
  '2026-11-26-x-two-moved-events': movedEvents,
  '2026-11-26-v-installation-test': installationTest,
  '2026-11-26-u-technical-climb': technicalClimb,
  '2026-11-26-y-access-journal': accessJournal,
}
