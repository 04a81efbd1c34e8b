import { type Item, isoTime, type Milliseconds } from '@kotisilta/contract'
import { DAY } from '../persons/local-time.ts'
import { mulberry32, seedOf } from '../persons/seeded.ts'
import type { FleetGateway } from './fleet.ts'
import { type LoadPatient, loadPatient } from './load-patient.ts'

export const LOAD_SCENARIOS = ['mix', 'stable', 'heart-failure', 'sos'] as const
/**
 * mix: everyday readings, and in every hundred one alarm (an SOS or a fall), each from a person who has had none; so there
 * are as many alerts as alarms. stable: the everyday readings alone. heart-failure: those, and one person goes downhill in
 * the first minute. sos: those, and somebody presses the key every ten seconds.
 */
export type LoadScenario = (typeof LOAD_SCENARIOS)[number]

export interface Load {
  gateway: FleetGateway
  item: Item
}

/** Makes the next items of a load; the same fleet, scenario and seed give the same persons and kinds. */
export interface LoadSource {
  /** One item of the stream, from a gateway that is ready for it; undefined if none is. */
  next(now: Milliseconds, ready: (gateway: FleetGateway) => boolean): Load | undefined
  /** What the scenario has besides the stream, once its time has come: `elapsed` is since the start. */
  due(now: Milliseconds, elapsed: Milliseconds): Load[]
  /** How many alarms have been raised. */
  readonly alarms: number
  /** The persons whom the scenario is about. */
  readonly about: readonly string[]
}

type Everyday =
  | 'heart-rate'
  | 'steps'
  | 'oxygen-saturation'
  | 'respiratory-rate'
  | 'blood-pressure'
  | 'body-temperature'
  | 'body-weight'
  | 'dose-taken'

/** In percent of all items; as in a day of a home-care client, with the pulse thinned. */
const SHARES: Readonly<Record<Everyday, number>> = {
  'heart-rate': 60,
  steps: 20,
  'oxygen-saturation': 5,
  'respiratory-rate': 4,
  'dose-taken': 4,
  'blood-pressure': 3,
  'body-temperature': 3,
  'body-weight': 1,
}
const DRAWN = Object.entries(SHARES).flatMap(([kind, share]) => Array<Everyday>(share).fill(kind as Everyday))
const ALARM_SHARE = 0.01
const SOS_EVERY: Milliseconds = 10_000

interface Person {
  gateway: FleetGateway
  patient: LoadPatient
}

export function loadSource(fleet: readonly FleetGateway[], scenario: LoadScenario, seed: number): LoadSource {
  const random = mulberry32(seedOf(seed, 'load'))
  const people: Person[] = fleet.flatMap((gateway) =>
    gateway.patients.map((each) => ({ gateway, patient: loadPatient(each, seed) })),
  )
  const calm = shuffled(people, random)
  const course = scenario === 'heart-failure' ? heartFailure(calm[0]) : []
  const about: string[] = course.length > 0 && calm[0] !== undefined ? [calm[0].patient.id] : []
  // Whoever goes downhill has no everyday values between.
  const everyday = course.length > 0 && people.length > 1 ? people.filter((each) => each !== calm[0]) : people
  let alarms = 0
  let pressed = 0

  const alarm = (now: Milliseconds): Load | undefined => {
    const person = calm.pop()
    if (person === undefined) return undefined
    alarms += 1
    about.push(person.patient.id)
    const kind = alarms % 3 === 0 ? 'fall-detected' : 'sos-pressed'
    return { gateway: person.gateway, item: person.patient.event(kind, now) }
  }

  return {
    next(now, ready) {
      const alarming = scenario === 'mix' && random() < ALARM_SHARE ? alarm(now) : undefined
      if (alarming !== undefined) return alarming
      const first = Math.floor(random() * everyday.length)
      const someone = firstFrom(everyday, first, ({ gateway }) => ready(gateway))
      if (someone === undefined) return undefined
      const { gateway, patient } = someone
      const kind = DRAWN[Math.floor(random() * DRAWN.length)] ?? 'heart-rate'
      const item =
        kind === 'dose-taken'
          ? patient.event(kind, now, { slot: isoTime(now), medicine: 'ATC C07AB07' })
          : patient.reading(kind, now)
      return { gateway, item }
    },
    due(now, elapsed) {
      const told = course.filter((step) => step.after <= elapsed)
      course.splice(0, told.length)
      const loads = told.map(({ make, gateway }) => ({ gateway, item: make(now) }))
      if (scenario === 'sos' && elapsed >= pressed * SOS_EVERY) {
        pressed += 1
        const call = alarm(now)
        if (call !== undefined) loads.push(call)
      }
      return loads
    },
    get alarms() {
      return alarms
    },
    about,
  }
}

interface Step {
  after: Milliseconds
  gateway: FleetGateway
  make(now: Milliseconds): Item
}

/** Three days of weighings that arrive at once, the last of them 2.4 kg up; then the breath goes, over a minute. */
function heartFailure(person: Person | undefined): Step[] {
  if (person === undefined) return []
  const { gateway, patient } = person
  const step = (
    after: Milliseconds,
    kind: Parameters<LoadPatient['reading']>[0],
    value: number,
    daysAgo = 0,
  ): Step => ({
    after,
    gateway,
    make: (now) => patient.reading(kind, now - daysAgo * DAY, value),
  })
  return [
    step(0, 'body-weight', 78.1, 2.9),
    step(0, 'body-weight', 78.5, 1.9),
    step(0, 'body-weight', 79.2, 0.9),
    step(5_000, 'body-weight', 80.5),
    step(10_000, 'respiratory-rate', 22),
    step(12_000, 'oxygen-saturation', 92),
    step(14_000, 'heart-rate', 112),
    step(30_000, 'respiratory-rate', 25),
    step(32_000, 'oxygen-saturation', 91),
    step(50_000, 'respiratory-rate', 26),
  ]
}

/** The first that will do, from that place on and then from the beginning. */
function firstFrom<Entry>(
  entries: readonly Entry[],
  place: number,
  will: (entry: Entry) => boolean,
): Entry | undefined {
  for (let step = 0; step < entries.length; step += 1) {
    const entry = entries[(place + step) % entries.length]
    if (entry !== undefined && will(entry)) return entry
  }
  return undefined
}

/** Fisher and Yates. */
function shuffled<Entry>(entries: readonly Entry[], random: () => number): Entry[] {
  const deck = [...entries]
  for (let last = deck.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const moved = deck[last] as Entry
    deck[last] = deck[other] as Entry
    deck[other] = moved
  }
  return deck
}
