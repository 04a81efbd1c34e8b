import { decodeMqtt } from '@kotisilta/device-profiles'
import { expect, test } from 'vitest'
import { retainedWords } from './retained.ts'

const said = (content: object) => {
  const decoded = decodeMqtt('kotisilta-device/v1/button-1/event', Buffer.from(JSON.stringify(content)), undefined)
  return retainedWords(decoded)
}

test('a retained call for help without a time is a call, of which nobody knows when it was', () => {
  expect(said({ kind: 'sos-pressed' })).toMatchObject({ items: [{ kind: 'sos-pressed', whenUnknown: true }] })
})

test('one with a time keeps it, by which it is known when it comes again', () => {
  const { items } = said({ kind: 'sos-pressed', at: '2026-11-21T08:00Z' }) as { items: object[] }
  expect(items).toMatchObject([{ kind: 'sos-pressed', at: '2026-11-21T08:00:00.000Z' }])
  expect(items[0]).not.toHaveProperty('whenUnknown')
})

test('what calls for nobody stays as it is, and so does what is not understood', () => {
  expect(said({ kind: 'worn' })).toMatchObject({ items: [{ type: 'event', kind: 'worn' }] })
  expect((said({ kind: 'worn' }) as { items: object[] }).items[0]).not.toHaveProperty('whenUnknown')
  expect(said({ kind: 'nonsense' })).toMatchObject({ error: { code: 'kind-unknown' } })
})
