import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { httpProvider } from './http-provider.ts'

const NOW = Date.parse('2026-11-26T02:13:00.000Z')
const SECRET = 'a secret of some length'
const receiver = (timestampHeader?: string) =>
  httpProvider('sms', {
    url: 'https://sms.example/send',
    method: 'POST',
    headers: {},
    as: 'json',
    body: {},
    receipt: {
      secret: SECRET,
      signatureHeader: 'x-signature',
      ...(timestampHeader !== undefined && { timestampHeader }),
      idPath: 'data.id',
      statusPath: 'data.status',
      delivered: ['DELIVRD'],
      failed: ['UNDELIV'],
    },
  })
const body = (status: string) => Buffer.from(JSON.stringify({ data: { id: 'm1', status } }))
const sign = (signed: Buffer | string, as: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', SECRET).update(signed).digest(as)

test('a receipt that is signed is read: arrived, not arrived, or of no consequence', () => {
  const way = receiver()
  const said = (status: string) => way.receipt({ 'x-signature': `sha256=${sign(body(status))}` }, body(status), NOW)
  expect(said('DELIVRD')).toEqual({ message: 'm1', delivered: true })
  expect(said('UNDELIV')).toEqual({ message: 'm1', delivered: false })
  expect(said('BUFFERED')).toBe('nothing')
  expect(way.receipt({ 'x-signature': sign(body('DELIVRD'), 'base64') }, body('DELIVRD'), NOW)).toBeTruthy()
})

test('without its signature, with another’s, or of another body it is nobody’s', () => {
  const way = receiver()
  expect(way.receipt({}, body('DELIVRD'), NOW)).toBeUndefined()
  expect(way.receipt({ 'x-signature': '' }, body('DELIVRD'), NOW)).toBeUndefined()
  expect(way.receipt({ 'x-signature': 'f'.repeat(64) }, body('DELIVRD'), NOW)).toBeUndefined()
  expect(way.receipt({ 'x-signature': sign(body('UNDELIV')) }, body('DELIVRD'), NOW)).toBeUndefined()
})

test('a signed moment holds for five minutes: a recording is refused', () => {
  const way = receiver('x-timestamp')
  const said = (moment: number) => {
    const text = String(moment / 1_000)
    const signature = sign(Buffer.concat([Buffer.from(`${text}.`), body('DELIVRD')]))
    return way.receipt({ 'x-signature': signature, 'x-timestamp': text }, body('DELIVRD'), NOW)
  }
  expect(said(NOW)).toEqual({ message: 'm1', delivered: true })
  expect(said(NOW - 300_000)).toBeTruthy()
  expect(said(NOW - 301_000)).toBeUndefined()
  expect(said(NOW + 301_000)).toBeUndefined()
})

test('what is signed and cannot be read is nobody’s', () => {
  const odd = Buffer.from('{"data":{"id":{"__proto__":1}}}')
  expect(receiver().receipt({ 'x-signature': sign(odd) }, odd, NOW)).toBeUndefined()
})

test('a form is read as well as JSON', () => {
  const way = httpProvider('voice', {
    url: 'https://voice.example',
    method: 'POST',
    headers: {},
    as: 'form',
    body: {},
    receipt: {
      secret: SECRET,
      signatureHeader: 's',
      idPath: 'id',
      statusPath: 'status',
      delivered: ['done'],
      failed: ['busy'],
    },
  })
  const form = Buffer.from('id=m1&status=busy')
  expect(way.receipt({ s: sign(form) }, form, NOW)).toEqual({ message: 'm1', delivered: false })
})
