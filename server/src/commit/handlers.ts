import { alertCommand } from '../alerts/command.ts'
import { deliveryStore } from '../alerts/delivery-store.ts'
import { aliveTest } from '../alive-test/command.ts'
import { expireLog } from '../audit/expire.ts'
import { foldLooks } from '../audit/journal/fold.ts'
import { auditLog } from '../audit/store.ts'
import { replayAnswer } from '../commands-to-homes/answer.ts'
import { homeCommand } from '../commands-to-homes/command.ts'
import { amendReading } from '../corrections/amend.ts'
import type { OpenDatabase } from '../database/open.ts'
import { enterReadings } from '../entry/enter.ts'
import { undoEntry } from '../entry/undo.ts'
import { gatewayChangeStore } from '../gateways/change-store.ts'
import { gatewayStateStore } from '../gateways/state-store.ts'
import { handoverCommand } from '../handover/command.ts'
import { applyIdentity } from '../identity/apply.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { quarantine } from '../ingest/quarantine.ts'
import { installationTest } from '../installation-test/command.ts'
import { notifications } from '../notifications/handle.ts'
import { onCallCommand } from '../on-call/change/handle.ts'
import { DutyWatch } from '../on-call/warnings/watch.ts'
import { peopleCommand } from '../people/handle.ts'
import { decideAreaPlan, saveAreaPlan } from '../plans/area/command.ts'
import { decidePlan } from '../plans/decide-command.ts'
import { pausePlan, resumePlan } from '../plans/pause-command.ts'
import { restorePlan, savePlan } from '../plans/plan-command.ts'
import { addTemplate, retireTemplate, setFourEyes } from '../plans/setting-command.ts'
import { applyRights } from '../policy/apply.ts'
import { noteRevocations } from '../revocations/file.ts'
import { revocationsOf } from '../revocations/of-command.ts'
import { handleTask } from '../tasks/command.ts'
import { climbTechnical } from '../technical/climbing.ts'
import { settleHouse } from '../technical/settle-house.ts'
import { technicalAlertStore } from '../technical/store.ts'
import { worklistCommand } from '../worklist/handle.ts'
import type { Command, CommandResult } from './commands.ts'
import type { Work } from './work.ts'

const DONE: CommandResult = { done: true }

/** What each command does in the transaction that it is in. */
export function commandHandlers(
  database: OpenDatabase,
  ingest: Ingest,
): (command: Command, work: Work) => Promise<CommandResult> {
  const { query } = database
  const audit = auditLog(database)
  const fold = foldLooks(database, audit)
  const gateways = gatewayStateStore(database.sqlite)
  const changeGateway = gatewayChangeStore(query)
  const deliveries = deliveryStore(query)
  const refused = quarantine(query)
  const technical = technicalAlertStore(query)
  const watch = new DutyWatch(query, ingest.roster)
  const notify = notifications(query)

  return async (command, work) => {
    const result = await handle(command, work)
    if (result.done) noteRevocations(database.sqlite, revocationsOf(command, Date.now()))
    return result
  }

  async function handle(command: Command, work: Work): Promise<CommandResult> {
    switch (command.type) {
      case 'alert':
        return alertCommand(query, ingest.alerts, audit, command, work)
      case 'delivered':
        await deliveries.confirm(command.deliveries, work.now)
        return DONE
      case 'look':
        await audit.record({ ...command, detail: command.detail ?? null }, work.now)
        return DONE
      case 'fold-looks':
        return fold(command)
      case 'identity':
        return applyIdentity(query, audit, command.change, work.now)
      case 'gateways-heard':
        gateways.heard(command.gateways)
        ingest.lanes.write(work)
        return DONE
      case 'gateway': {
        const code = await changeGateway(command.change)
        return code === undefined ? DONE : { done: false, code }
      }
      case 'technical-alert':
        return technical.step(command, audit, work.now)
      case 'house-troubles':
        await settleHouse(technical, command)
        return DONE
      case 'climb-technical':
        await climbTechnical(query, ingest.roster, work.now)
        return DONE
      case 'lanes-settled':
        ingest.lanes.settle(work)
        return DONE
      case 'quarantine':
        work.refused(command.entry.code, { gateway: command.entry.gateway, device: command.entry.device })
        await refused.put(command.entry, work.now)
        return DONE
      case 'replay': {
        const outcome =
          (await replayAnswer(query, command.quarantined, work)) ?? (await ingest.replay(command.quarantined, work))
        return outcome === 'replayed'
          ? DONE
          : { done: false, code: outcome === 'not-found' ? 'not-found' : 'request-invalid' }
      }
      case 'plan-saved':
        return savePlan(query, audit, command, work)
      case 'plan-restored':
        return restorePlan(query, audit, command, work)
      case 'plan-decided':
        return decidePlan(query, audit, command, work)
      case 'area-plan-saved':
        return saveAreaPlan(query, audit, command, work)
      case 'area-plan-decided':
        return decideAreaPlan(query, audit, command, work)
      case 'plan-template-added':
        return addTemplate(query, audit, command, work)
      case 'plan-template-retired':
        return retireTemplate(query, audit, command, work)
      case 'plan-setting-changed':
        return setFourEyes(query, audit, command, work)
      case 'expire-access-log':
        await expireLog(database.sqlite, audit, command.before, work.now)
        return DONE
      case 'rights':
        return applyRights(query, audit, command, work)
      case 'handover':
        return handoverCommand({ query, ingest, audit }, command, work)
      case 'worklist':
        return worklistCommand({ query, ingest, audit }, command, work)
      case 'people':
        return peopleCommand({ query, ingest, audit }, command, work)
      case 'alive-test':
        return aliveTest(query, ingest.alerts, command, work)
      case 'installation-test':
        return installationTest({ query, ingest, audit }, command, work)
      case 'messages':
        return notify(command, work.now)
      case 'plan-paused':
        return pausePlan(query, audit, command, work)
      case 'plan-resumed':
        return resumePlan(query, audit, command, work)
      case 'task':
        return handleTask({ query, ingest, audit }, command, work)
      case 'command-home':
      case 'home-answered':
      case 'home-commands-sent':
      case 'expire-home-commands':
        return homeCommand(query, audit, command, work)
      case 'enter-readings':
        return enterReadings({ query, ingest, audit }, command, work)
      case 'undo-entry':
        return undoEntry({ query, ingest, audit }, command, work)
      case 'amend-reading':
        return amendReading({ query, ingest, audit }, command, work)
      case 'gateway-words':
        ingest.gatewaysHeard(command.words)
        return DONE
      case 'tick':
        await ingest.passTime(work)
        return DONE
      case 'on-call':
        return onCallCommand({ database, audit, roster: ingest.roster, watch }, command, work)
      case 'watch-duty':
        await watch.passTime(work)
        return DONE
      case 'climb':
        await ingest.alerts.passTime(work)
        return DONE
      case 'probe':
        // A write that changes nothing still has to reach the disk.
        await query.updateTable('probe').set({ at: work.now }).execute()
        return DONE
    }
  }
}
