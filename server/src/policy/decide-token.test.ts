import { API_SCOPES, type ApiScope, PERSONAL_SCOPES } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { decideToken, type TokenSubject } from './decide-token.ts'
import type { Concerned } from './facts.ts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const token = (scopes: readonly ApiScope[], more: Partial<TokenSubject> = {}): TokenSubject => ({
  id: 'token:1',
  scopes,
  areas: new Set(['south']),
  expiresAt: NOW + 1,
  ...more,
})
const living = (area: string): Concerned => ({ id: 'p', area, relationships: [], openings: [], consents: [] })
const asked = (subject: TokenSubject, scope: ApiScope, area?: string) =>
  decideToken(subject, scope, area === undefined ? undefined : 'p', area === undefined ? undefined : living(area), NOW)

test.each(API_SCOPES)('%s is opened by itself and by no other scope', (scope) => {
  expect(asked(token([scope]), scope)).toEqual({ allowed: true, ground: 'integration' })
  const others = API_SCOPES.filter((each) => each !== scope)
  expect(asked(token(others), scope)).toEqual({ allowed: false, code: 'not-allowed' })
})

test.each(PERSONAL_SCOPES)('%s reaches the people of its areas; others are as if there were none', (scope) => {
  expect(asked(token([scope]), scope, 'south').allowed).toBe(true)
  expect(asked(token([scope]), scope, 'north')).toEqual({ allowed: false, code: 'not-found' })
  expect(decideToken(token([scope]), scope, 'nobody', undefined, NOW)).toEqual({ allowed: false, code: 'not-found' })
  expect(asked(token([scope], { areas: 'every' }), scope, 'north').allowed).toBe(true)
  expect(asked(token([scope], { areas: new Set() }), scope, 'south').allowed).toBe(false)
})

test.each([
  [-1, false],
  [0, false],
  [1, true],
])('%d ms after now as its end: %s', (after, allowed) => {
  expect(asked(token(['read-alerts'], { expiresAt: NOW + after }), 'read-alerts', 'south').allowed).toBe(allowed)
})
