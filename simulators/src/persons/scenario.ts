/** What can change in a course; the unit is that of the vital sign. `steps` is a factor, all others are added. */
export type Channel =
  | 'bodyWeight'
  | 'heartRate'
  | 'respiratoryRate'
  | 'oxygenSaturation'
  | 'systolic'
  | 'diastolic'
  | 'bodyTemperature'
  | 'steps'

/** Hours since the onset, and how much the sign then differs from the person's own normal; straight lines between. */
export type Course = readonly (readonly [hours: number, difference: number])[]

export type Scenario = Partial<Readonly<Record<Channel, Course>>>

/** How long before the demo's story the patient with heart failure began to hold water, in hours. */
export const HEART_FAILURE_LEAD = 72

/**
 * Courses of illness, invented to be plausible and to play a demo; nothing clinical rests on them. In heart failure the
 * weight gain stays below the rule's 2 kg in 3 days until hour 72, and the breath gives way only then.
 */
export const SCENARIOS = {
  stable: {},
  'heart-failure': {
    bodyWeight: [
      [0, 0],
      [12, 0.05],
      [24, 0.2],
      [36, 0.5],
      [48, 0.95],
      [58, 1.4],
      [72, 2.4],
      [84, 2.5],
      [192, 0],
    ],
    respiratoryRate: [
      [0, 0],
      [48, 1],
      [72, 3],
      [72.2, 7],
      [72.5, 10],
      [80, 10],
      [120, 2],
      [168, 0],
    ],
    oxygenSaturation: [
      [0, 0],
      [60, -1],
      [72, -2],
      [72.2, -4],
      [72.4, -5],
      [80, -5],
      [120, -1],
      [168, 0],
    ],
    heartRate: [
      [0, 0],
      [48, 6],
      [72, 14],
      [72.3, 34],
      [72.6, 38],
      [80, 34],
      [120, 8],
      [168, 0],
    ],
    steps: [
      [0, 1],
      [48, 0.5],
      [72, 0.15],
      [96, 0.15],
      [168, 1],
    ],
  },
  infection: {
    bodyTemperature: [
      [0, 0],
      [12, 0.9],
      [36, 2.2],
      [72, 1.8],
      [120, 0],
    ],
    heartRate: [
      [0, 0],
      [36, 26],
      [72, 18],
      [120, 0],
    ],
    respiratoryRate: [
      [0, 0],
      [36, 7],
      [72, 5],
      [120, 0],
    ],
    oxygenSaturation: [
      [0, 0],
      [36, -3],
      [72, -2],
      [120, 0],
    ],
    systolic: [
      [0, 0],
      [36, -14],
      [120, 0],
    ],
    steps: [
      [0, 1],
      [24, 0.3],
      [96, 0.3],
      [144, 1],
    ],
  },
  copd: {
    oxygenSaturation: [
      [0, 0],
      [24, -2],
      [60, -6],
      [96, -4],
      [168, 0],
    ],
    respiratoryRate: [
      [0, 0],
      [24, 3],
      [60, 8],
      [96, 5],
      [168, 0],
    ],
    heartRate: [
      [0, 0],
      [60, 16],
      [168, 0],
    ],
    steps: [
      [0, 1],
      [48, 0.4],
      [120, 0.5],
      [168, 1],
    ],
  },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof SCENARIOS

/** How much a course changes things that many hours after its onset: what its first point says before it, its last after it. */
export function differenceAt(course: Course, hours: number): number {
  const next = course.findIndex(([at]) => at > hours)
  if (next === -1) return course.at(-1)?.[1] ?? 0
  const after = course[next]
  const before = course[next - 1]
  if (after === undefined || before === undefined) return course[0]?.[1] ?? 0
  const share = (hours - before[0]) / (after[0] - before[0])
  return before[1] + (after[1] - before[1]) * share
}
