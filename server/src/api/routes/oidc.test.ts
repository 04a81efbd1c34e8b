import { expect, test } from 'vitest'
import { ownPath } from './oidc.ts'

test.each([
  ['/patients/01JD?from=a', '/patients/01JD?from=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/a\r\nset-cookie: x', '/'],
  [undefined, '/'],
])('after signing in %j leads to %s', (from, to) => expect(ownPath(from)).toBe(to))
