import { expect, test } from 'vitest'
import { MINUTE } from '../persons/local-time.ts'
import { demoHomes } from './demo-homes.ts'
import { AINO, HELVI, STORY, storyMoments, VEIKKO } from './story.ts'

const startedAt = Date.parse('2026-11-21T12:00:00Z')
const homes = demoHomes(6, 42, startedAt)

/** `19 tell-breathing` and so on: minutes after the beginning. */
const told = (gateway: string): string[] =>
  storyMoments({ gateway }, startedAt).map(({ at, action }) => `${(at - startedAt) / MINUTE} ${action.does}`)

test('the story is over within a minute at sixty times the speed of life', () => {
  expect(STORY.length).toBeGreaterThan(8)
  expect(Math.max(...STORY.map(({ minute }) => minute))).toBeLessThanOrEqual(50)
})

test('the story is told in order, and of homes that exist', () => {
  expect(STORY.map(({ minute }) => minute)).toEqual([...STORY].map(({ minute }) => minute).sort((a, b) => a - b))
  const gateways = homes.map(({ gateway }) => gateway)
  for (const { gateway } of STORY) expect(gateways).toContain(gateway)
})

test('Veikko steps on the scale, and breathes faster and faster', () => {
  expect(told(VEIKKO)).toEqual([
    '4 weigh',
    '8 tell-breathing',
    '9 measure-saturation',
    '19 tell-breathing',
    '20 measure-saturation',
    '32 tell-breathing',
  ])
  const rates = storyMoments({ gateway: VEIKKO }, startedAt).flatMap(({ action }) =>
    action.does === 'tell-breathing' ? [action.perMinute] : [],
  )
  expect(rates).toEqual([22, 25, 26])
})

test('Helvi presses the key after 25 minutes, and Aino has missed a dose after 40', () => {
  expect(told(HELVI)).toEqual(['25 tell-band'])
  expect(told(AINO)).toEqual(['2 tell-dose', '2 tell-dose', '22 tell-dose', '40 tell-dose'])
  const doses = storyMoments({ gateway: AINO }, startedAt).flatMap(({ action }) =>
    action.does === 'tell-dose' ? [action] : [],
  )
  expect(doses.map(({ event }) => event)).toEqual(['dose-due', 'dose-offered', 'dose-offered', 'dose-missed'])
  expect(new Set(doses.map(({ dose }) => dose.slot))).toEqual(new Set([startedAt + 2 * MINUTE]))
})

test('the other homes have no part in it', () => {
  for (const { gateway } of homes.slice(3)) expect(told(gateway)).toEqual([])
})
