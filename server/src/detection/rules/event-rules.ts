import type { EventKind, Plan, Rule } from '@kotisilta/contract'
import { aliveTest } from './alive-test.ts'
import { dispenserFault } from './dispenser-fault.ts'
import { doseMissed } from './dose-missed.ts'
import type { EventRule } from './event-rule.ts'
import { fall } from './fall.ts'
import { smoke } from './smoke.ts'
import { sos } from './sos.ts'
import { waterLeak } from './water-leak.ts'

export const EVENT_RULES: readonly EventRule[] = [sos, fall, smoke, waterLeak, doseMissed, dispenserFault, aliveTest]

const BY_EVENT: ReadonlyMap<EventKind, EventRule> = new Map(EVENT_RULES.map((rule) => [rule.event, rule]))

export const eventRuleFor = (kind: EventKind): EventRule | undefined => BY_EVENT.get(kind)

/** What people and devices themselves report is told unless just that is switched off. */
export const isTold = ({ detection }: Plan, rule: Rule): boolean => !(detection.off as readonly Rule[]).includes(rule)
