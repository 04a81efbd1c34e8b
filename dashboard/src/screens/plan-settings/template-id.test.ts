import { templateIdSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { templateId } from './template-id.ts'

test.each([
  ['Heart failure, mild', 'own-heart-failure-mild'],
  ['Sydämen äkillinen', 'own-sydamen-akillinen'],
  ['???', 'own'],
])('%s is known as %s', (title, id) => {
  expect(templateId(title)).toBe(id)
})

test('whatever a template is called, its name is one that the server takes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (title) => {
      expect(templateIdSchema.safeParse(templateId(title)).success).toBe(true)
    }),
  )
})
