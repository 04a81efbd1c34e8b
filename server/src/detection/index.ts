/**
 * Detection: a pure function of a person's plan, state, items in event time and the passing of time. Not a medical
 * device; every number's source is in docs/clinical-sources.md.
 */

export {
  NEWS2_PARAMETERS,
  type News2Input,
  type News2Parameter,
  type News2Risk,
  type News2Score,
  news2,
} from '@kotisilta/contract'
export { type Ask, asksOf } from './asks.ts'
export { detect } from './detect.ts'
export { isJudged } from './judged.ts'
export { judgedAnew } from './judged-anew.ts'
export { isLate } from './late.ts'
export { startOfDay } from './local-time.ts'
export { endedWithout, withoutEvents } from './moved-events.ts'
export { watchesItems } from './needs.ts'
export { news2InputAt } from './news2/at.ts'
export type { Detected } from './pass-time.ts'
export { type Rebuilt, rebuild } from './rebuild.ts'
export { type Amended, lookBack, type Rejudged, rejudge } from './rejudge.ts'
export { type Horizon, horizon, type Reach, restore } from './restore.ts'
export { strayCall } from './rules/stray-call.ts'
export { valueImpossible } from './rules/value-impossible.ts'
export { type Episodes, emptyState, episodesEqual, episodesOf, type PatientState } from './state.ts'
export { answerDue, isNews, nextTick, tick } from './tick.ts'
export { timeOf } from './time.ts'
export { type DoseSlot, type DoseStatus, dosesAt } from './watch/dose-slots.ts'
export { noticedAnew } from './watch/noticed-anew.ts'
export { type GatewayWord, gatewayHeard } from './watch/watch.ts'
export { clockTime } from './words/clock-time.ts'
export { inEachLanguage } from './words/in-each-language.ts'
