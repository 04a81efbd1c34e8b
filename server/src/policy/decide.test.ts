import { type Ground, PERSONAL_ROLES, ROLES, type Role } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import type { Concerned, Subject } from './facts.ts'
import { type Action, groundsOf, PATIENT_ACTIONS, WORK_ACTIONS } from './table.ts'

const NOW = 1_000
const ALWAYS = { from: 0, until: null }
const subject = (role: Role, more: Partial<Subject> = {}): Subject => ({
  id: 'aino',
  role,
  areas: new Set(),
  teams: [],
  ...more,
})
const helvi = (more: Partial<Concerned> = {}): Concerned => ({
  id: 'helvi',
  area: 'south',
  relationships: [],
  openings: [],
  consents: [],
  ...more,
})
const ask = (who: Subject, whom: Concerned | undefined, action: Action = 'see-patients') =>
  decide(who, action, whom, NOW)
const on = (ground: Ground) => ({ allowed: true, ground })
const NOT_FOUND = { allowed: false, code: 'not-found' }
const NOT_ALLOWED = { allowed: false, code: 'not-allowed' }

test('a nurse sees the people of her areas, and of her team’s areas, and nobody else', () => {
  expect(ask(subject('nurse', { areas: new Set(['south']) }), helvi())).toEqual(on('area-duty'))
  expect(ask(subject('nurse', { areas: 'every' }), helvi())).toEqual(on('area-duty'))
  expect(ask(subject('nurse', { areas: new Set(['north']) }), helvi())).toEqual(NOT_FOUND)
  const team = { team: 't', areas: new Set(['south']) }
  expect(ask(subject('nurse', { teams: [{ ...team, ...ALWAYS }] }), helvi())).toEqual(on('area-duty'))
  expect(ask(subject('nurse', { teams: [{ ...team, from: 0, until: NOW }] }), helvi())).toEqual(NOT_FOUND)
})

test('a care relationship opens one person from its beginning to its end, to a nurse or to her whole team', () => {
  const related = (from: number, until: number | null) =>
    ask(subject('nurse'), helvi({ relationships: [{ staff: 'aino', team: null, from, until }] }))
  expect(related(NOW, null)).toEqual(on('care-relationship'))
  expect(related(NOW + 1, null)).toEqual(NOT_FOUND)
  expect(related(0, NOW)).toEqual(NOT_FOUND)
  expect(related(0, NOW + 1)).toEqual(on('care-relationship'))
  const teams = [{ team: 't', areas: new Set<string>(), ...ALWAYS }]
  const ofTeam = helvi({ relationships: [{ staff: null, team: 't', ...ALWAYS }] })
  expect(ask(subject('nurse', { teams }), ofTeam)).toEqual(on('care-relationship'))
  expect(ask(subject('nurse'), ofTeam)).toEqual(NOT_FOUND)
})

test('breaking the glass opens one person to the one who broke it, until it closes again', () => {
  const opened = (staff: string, until: number) => helvi({ openings: [{ staff, from: 0, until }] })
  expect(ask(subject('on-call'), opened('aino', NOW + 1))).toEqual(on('break-glass'))
  expect(ask(subject('on-call'), opened('aino', NOW))).toEqual(NOT_FOUND)
  expect(ask(subject('on-call'), opened('bo', NOW + 1))).toEqual(NOT_FOUND)
})

test('a technician sees no person whatever is written down, an administrator and an auditor neither', () => {
  const open = helvi({
    relationships: [{ staff: 'aino', team: null, ...ALWAYS }],
    openings: [{ staff: 'aino', from: 0, until: NOW + 1 }],
    consents: [{ account: 'aino', holder: 'relative', scopes: ['summary'], ...ALWAYS }],
  })
  for (const role of ['technician', 'administrator', 'auditor'] as const) {
    for (const action of Object.keys(PATIENT_ACTIONS) as Action[]) {
      expect(ask(subject(role, { areas: 'every' }), open, action), `${role} ${action}`).toEqual(NOT_ALLOWED)
    }
  }
})

test('a relative sees what was agreed to and no more, and nothing once it has ended', () => {
  const agreed = (until: number | null) =>
    helvi({ consents: [{ account: 'aino', holder: 'relative', scopes: ['summary'], from: 0, until }] })
  const relative = subject('relative', { areas: 'every' })
  expect(ask(relative, agreed(null), 'see-own-summary')).toEqual(on('consent'))
  expect(ask(relative, agreed(null), 'see-own-readings')).toEqual(NOT_FOUND)
  expect(ask(relative, agreed(NOW), 'see-own-summary')).toEqual(NOT_FOUND)
  expect(ask(relative, agreed(null), 'see-patients')).toEqual(NOT_ALLOWED)
  expect(ask(relative, agreed(null), 'decide-own-consents')).toEqual(NOT_FOUND)
})

test('a client sees their own and a guardian what the client would, and no other client', () => {
  const of = (account: string, holder: 'self' | 'guardian') =>
    helvi({ consents: [{ account, holder, scopes: [], ...ALWAYS }] })
  expect(ask(subject('client'), of('aino', 'self'), 'see-own-readings')).toEqual(on('own-data'))
  expect(ask(subject('client'), of('bo', 'self'), 'see-own-readings')).toEqual(NOT_FOUND)
  expect(ask(subject('relative'), of('aino', 'guardian'), 'see-own-access-log')).toEqual(on('guardianship'))
  expect(ask(subject('relative'), of('aino', 'guardian'), 'decide-own-consents')).toEqual(on('guardianship'))
})

test('somebody unknown is told of like somebody out of reach', () => {
  expect(ask(subject('nurse', { areas: 'every' }), undefined)).toEqual(NOT_FOUND)
})

const actions = [...Object.keys(PATIENT_ACTIONS), ...Object.keys(WORK_ACTIONS)] as Action[]

test('whatever is known of a person, nobody is allowed what their role has no ground for, and the ground told is one of those', () => {
  const span = fc.record({ from: fc.nat(2 * NOW), until: fc.option(fc.nat(2 * NOW)) })
  const id = fc.constantFrom('aino', 'bo')
  const concerned = fc.record({
    id: fc.constant('helvi'),
    area: fc.constantFrom('south', 'north'),
    relationships: fc.array(fc.tuple(span, id).map(([s, staff]) => ({ ...s, staff, team: null }))),
    openings: fc.array(fc.tuple(span, id).map(([s, staff]) => ({ ...s, staff }))),
    consents: fc.array(
      fc
        .tuple(span, id, fc.constantFrom('self' as const, 'guardian' as const, 'relative' as const))
        .map(([s, account, holder]) => ({ ...s, account, holder, scopes: ['summary' as const] })),
    ),
  })
  let allowed = 0
  fc.assert(
    fc.property(fc.constantFrom(...ROLES), fc.constantFrom(...actions), concerned, (role, action, whom) => {
      const decision = decide(subject(role, { areas: new Set(['south']) }), action, whom, NOW)
      if (!decision.allowed) return
      allowed++
      expect(groundsOf(role, action)).toContain(decision.ground)
      if (action in PATIENT_ACTIONS && PERSONAL_ROLES.includes(role as never)) {
        expect(whom.consents.some(({ account }) => account === 'aino')).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
  expect(allowed).toBeGreaterThan(50)
})
