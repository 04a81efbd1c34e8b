import { expect, test } from 'vitest'
import { areasFor, claimAt, roleFor, textsIn } from './claims.ts'

test.each([
  [{ roles: ['a'] }, 'roles', ['a']],
  [{ realm_access: { roles: ['a', 'b'] } }, 'realm_access.roles', ['a', 'b']],
  [{ 'https://example.org/roles': ['a'] }, 'https://example.org/roles', ['a']],
  [{ role: 'a' }, 'role', ['a']],
  [{ roles: [1, 'a', null] }, 'roles', ['a']],
  [{}, 'roles', []],
  [{ roles: 'x' }, 'roles.length', []],
  [{}, '__proto__.roles', []],
])('in %j the claim %s says %j', (claims, path, said) => expect(textsIn(claimAt(claims, path))).toEqual(said))

test('the operator’s order decides, and what is not in the list is no role', () => {
  const roles = [
    ['night', 'on-call'],
    ['care', 'nurse'],
  ] as const
  expect(roleFor(['care', 'night'], roles)).toBe('on-call')
  expect(roleFor(['care'], roles)).toBe('nurse')
  expect(roleFor(['administrator', 'Care'], roles)).toBeUndefined()
})

test('areas are known by id or by name, and no others are made', () => {
  const areas = [
    { id: 'north', name: 'Pohjoinen' },
    { id: 'south', name: 'Etelä' },
  ]
  expect(areasFor(['Etelä', 'north', 'elsewhere'], areas)).toEqual(['north', 'south'])
})
