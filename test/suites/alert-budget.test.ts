import { type Finding, type Plan, planSchema } from '@kotisilta/contract'
import { detect, emptyState, isNews, nextTick, tick } from '@kotisilta/server/detection'
import { demoHomes, type Home, history } from '@kotisilta/simulators'
import { describe, expect, test } from 'vitest'

const DAY = 86_400_000
const DAYS = 30
const FROM = Date.UTC(2026, 9, 20)
/** Staff alerts per patient-day on a stable cohort (docs/clinical-sources.md); published programmes have 0.10 to 0.98. */
const BUDGET = 0.05

const on = { enabled: true }
/** Nobody in these homes has an illness that begins. */
const homes = demoHomes(16, 7, FROM + DAYS * DAY).filter(({ physiology }) => physiology.scenario === undefined)

/** What would have been told in a month, as a backtest finds it. */
function toldIn(home: Home, plan: Plan): Finding[] {
  const told: Finding[] = []
  let state = emptyState()
  let due = FROM
  const look = (now: number): void => {
    const ticked = tick(plan, state, now)
    state = ticked.state
    told.push(...ticked.findings)
    due = nextTick(plan, state, { now, listening: Number.NEGATIVE_INFINITY })
  }
  for (const item of history(home, FROM, FROM + DAYS * DAY)) {
    const at = Date.parse(item.at)
    while (due < at) look(due)
    const detected = detect(plan, state, item)
    const news = isNews(state, detected.state)
    state = detected.state
    told.push(...detected.findings)
    if (news) look(at)
  }
  return told.filter(({ change }) => change !== 'cleared')
}

const PLANS: Record<string, (own: Plan) => Plan> = {
  'the person’s own plan': (own) => own,
  'that plan with every rule about the own normal': (own) =>
    planSchema.parse({
      ...own,
      baselines: { heartRate: on, respiration: on, activity: on, sleep: on },
      copd: on,
      delirium: on,
      malnutrition: on,
      weightTrend: on,
      stuckSensor: on,
      measureAgain: on,
    }),
  'that plan with all that may be missing': (own) =>
    planSchema.parse({
      ...own,
      inactivity: on,
      nightUnrest: on,
      expected: [
        { kind: 'body-weight', withinHours: 36 },
        { kind: 'heart-rate', withinHours: 6 },
        { kind: 'blood-pressure', withinHours: 36 },
      ],
    }),
}

describe.each(Object.entries(PLANS))('a stable cohort by %s', (_name, planFor) => {
  test(`costs at most ${BUDGET} alerts for each patient-day`, () => {
    expect(homes.length).toBeGreaterThanOrEqual(10)
    const told = homes.flatMap((home) => toldIn(home, planFor(planSchema.parse(home.plan))))
    const byRule = Object.fromEntries(
      [...Map.groupBy(told, ({ rule }) => rule)].map(([rule, findings]) => [
        rule,
        findings.length / (homes.length * DAYS),
      ]),
    )
    expect(told.length / (homes.length * DAYS), JSON.stringify(byRule)).toBeLessThanOrEqual(BUDGET)
  })
})
