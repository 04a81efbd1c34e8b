import type {
  Actor,
  Alert,
  FalseAlarmCause,
  Ground,
  Lane,
  Outcome,
  ProblemCode,
  RefusalCode,
} from '@kotisilta/contract'
import type { Delivery } from '../alerts/delivery-store.ts'
import type { AliveTestCommand } from '../alive-test/command.ts'
import type { FoldLooks } from '../audit/journal/fold.ts'
import type { Look } from '../audit/journal/look.ts'
import type { HomeCommandWork } from '../commands-to-homes/command.ts'
import type { AmendReading } from '../corrections/amend.ts'
import type { GatewayWord } from '../detection/index.ts'
import type { Entered, EnterReadings } from '../entry/enter.ts'
import type { UndoEntry } from '../entry/undo.ts'
import type { GatewayChange } from '../gateways/changes.ts'
import type { HandoverCommand } from '../handover/command.ts'
import type { IdentityChange } from '../identity/changes.ts'
import type { InstallationTestCommand } from '../installation-test/command.ts'
import type { ClaimedMessage, NotificationCommand } from '../notifications/command.ts'
import type { OnCallCommand } from '../on-call/change/changes.ts'
import type { PeopleCommand } from '../people/commands.ts'
import type { DecideAreaPlan, SaveAreaPlan } from '../plans/area/command.ts'
import type { DecidePlan } from '../plans/decide-command.ts'
import type { PausePlan, ResumePlan } from '../plans/pause-command.ts'
import type { RestorePlan, SavePlan } from '../plans/plan-command.ts'
import type { AddTemplate, RetireTemplate, SetFourEyes } from '../plans/setting-command.ts'
import type { RightsCommand } from '../policy/changes.ts'
import type { HandleTask } from '../tasks/command.ts'
import type { ClimbTechnical, FoundInHouse, StepTechnical } from '../technical/command.ts'
import type { WorklistCommand } from '../worklist/commands.ts'

/**
 * Everything but gateways' messages that writes to the state store. All writes go through the one committing thread,
 * which puts what comes together into one transaction.
 */
export type Command =
  | { type: 'alert'; alert: string; action: AlertAction }
  | { type: 'delivered'; deliveries: readonly Delivery[] }
  /** Somebody looks, and what they see depends on the log: written down in it at once. Others: `Committer.look`. */
  | ({ type: 'look' } & Look)
  | FoldLooks
  | { type: 'identity'; change: IdentityChange }
  | {
      type: 'gateways-heard'
      gateways: { gateway: string; online: boolean; since: number; lastHeard: number; body?: string }[]
    }
  | { type: 'gateway'; change: GatewayChange }
  /** The server ends in order: nothing has come that is not written down. */
  | { type: 'lanes-settled' }
  | { type: 'quarantine'; entry: QuarantineEntry }
  | { type: 'replay'; quarantined: string }
  | SavePlan
  | RestorePlan
  | DecidePlan
  | AddTemplate
  | RetireTemplate
  | SaveAreaPlan
  | DecideAreaPlan
  | SetFourEyes
  | PeopleCommand
  | NotificationCommand
  | AliveTestCommand
  | InstallationTestCommand
  | PausePlan
  | ResumePlan
  | AmendReading
  /** Gateways came or went, for whoever watches for what does not come. */
  | { type: 'gateway-words'; words: GatewayWord[] }
  | EnterReadings
  | UndoEntry
  | HandleTask
  | StepTechnical
  | FoundInHouse
  | ClimbTechnical
  | HomeCommandWork
  /** Time has passed: what was asked for and has not come is told. */
  | { type: 'tick' }
  | RightsCommand
  | WorklistCommand
  | HandoverCommand
  /** Entries of the access log from before this moment have been kept for long enough. */
  | { type: 'expire-access-log'; before: number }
  | OnCallCommand
  /** Gaps in who is on call, shifts that begin: whatever time brings there. */
  | { type: 'watch-duty' }
  /** Alerts whose next step, or end of a snooze, is due. */
  | { type: 'climb' }
  | { type: 'probe' }

/** What a person does with an alert. `version`: the alert as that person saw it. */
export type AlertAction = { by: Actor; version?: number; ground?: Ground } & (
  | { type: 'acknowledge' }
  | { type: 'assign'; to: string }
  | { type: 'hand-back' }
  | { type: 'reopen' }
  | { type: 'snooze'; minutes: number; reason: string }
  | { type: 'note'; text: string }
  /** A relative who was called. */
  | { type: 'answer'; goes: boolean }
  | { type: 'resolve'; outcome: Outcome; cause?: FalseAlarmCause; note?: string }
)

export interface QuarantineEntry {
  gateway: string | null
  device?: string | undefined
  lane: Lane
  code: RefusalCode
  detail: string
  bytes: Uint8Array
  /** Of the whole, where `bytes` is only its beginning. */
  size?: number
}

export type CommandResult =
  /** `created`: the id of what there was not before; `version`: the number that a change made; `count`: of how many. */
  | {
      done: true
      alert?: Alert
      created?: string
      version?: number
      entered?: Entered
      count?: number
      messages?: ClaimedMessage[]
    }
  /** `by`: who was first. */
  | { done: false; code: ProblemCode; by?: Actor }
