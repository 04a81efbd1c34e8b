import { expect, test } from 'vitest'
import { differenceAt, HEART_FAILURE_LEAD, SCENARIOS } from './scenario.ts'

const weight = SCENARIOS['heart-failure'].bodyWeight

test('a course begins at its onset, runs straight between its points, and stays where it ends', () => {
  const course = [
    [0, 0],
    [10, 5],
    [20, 3],
  ] as const
  expect([-1, 0, 4, 10, 15, 20, 99].map((hours) => differenceAt(course, hours))).toEqual([0, 0, 2, 5, 4, 3, 3])
})

test('heart failure brings 2.4 kg in three days, most of it on the last', () => {
  const now = differenceAt(weight, HEART_FAILURE_LEAD)
  expect(now).toBeCloseTo(2.4)
  // Weighings of a person who steps on once a day are at most 48 h older than the oldest that the rule looks at.
  expect(now - differenceAt(weight, 24)).toBeGreaterThan(2)
})

test('every course comes back to where it began, so that a demo that runs on heals', () => {
  const courses = Object.entries(SCENARIOS).flatMap(([name, scenario]) =>
    Object.entries(scenario).map(([channel, course]) => ({ name, channel, course })),
  )
  expect(courses.length).toBeGreaterThan(10)
  for (const { name, channel, course } of courses) {
    expect(course.at(-1)?.[1], `${name} ${channel}`).toBe(channel === 'steps' ? 1 : 0)
  }
})
