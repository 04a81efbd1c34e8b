import { expect, test } from 'vitest'
import { z } from 'zod'
import { readPayload } from './read-payload.ts'

const schema = z.object({ online: z.boolean() })
const read = (payload: string | Buffer) => readPayload(schema, Buffer.from(payload))

test('what follows the schema is read', () => {
  expect(read('{"online":true,"newer":1}')).toEqual({ data: { online: true } })
})

test.each([
  ['nothing', ''],
  ['no JSON', '{"online":'],
  ['no UTF-8', Buffer.of(0x7b, 0xc3, 0x28)],
  ['a value of another type', '{"online":"true"}'],
  ['depth', '['.repeat(50_000)],
])('%s is told in words and does not throw', (_, payload) => {
  const told = read(payload)
  expect('detail' in told && told.detail.length).toBeGreaterThan(0)
})

test('the words name the field, and are not as long as somebody likes', () => {
  expect(read('{"online":1}')).toMatchObject({ detail: expect.stringContaining('online: ') })
  const wide = z.object(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`field-${index}`, z.string()])))
  const told = readPayload(wide, Buffer.from('{}'))
  expect('detail' in told && told.detail).toHaveLength(500)
})
