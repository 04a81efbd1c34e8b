import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import webPush from 'web-push'
import type { Letter, MessageChannel } from '../port.ts'
import { email } from './email.ts'
import { httpProvider } from './http-provider.ts'
import { push } from './push.ts'
import { webhook } from './webhook.ts'

/** What the other end does. */
type Behaviour = 'takes' | 'fails' | 'refuses' | 'hangs' | 'wants-fewer'

interface OtherEnd {
  behaviour: Behaviour
  received: { headers: Record<string, unknown>; body: string }[]
  port: number
  close(): Promise<void>
}

const STATUS = { takes: 200, fails: 503, refuses: 400, 'wants-fewer': 429, hangs: 0 } as const

async function httpEnd(): Promise<OtherEnd> {
  const end: OtherEnd = { behaviour: 'takes', received: [], port: 0, close: async () => {} }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    end.received.push({ headers: request.headers, body: Buffer.concat(parts).toString('latin1') })
    if (end.behaviour === 'hangs') return
    if (end.behaviour === 'wants-fewer') response.setHeader('retry-after', '7')
    response.writeHead(STATUS[end.behaviour]).end(JSON.stringify({ messages: [{ id: 'theirs-1' }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  end.port = (server.address() as AddressInfo).port
  end.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return end
}

async function smtpEnd(): Promise<OtherEnd> {
  const end: OtherEnd = { behaviour: 'takes', received: [], port: 0, close: async () => {} }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        end.received.push({ headers: {}, body: Buffer.concat(parts).toString() })
        if (end.behaviour === 'hangs') return
        const code = { takes: 0, fails: 451, 'wants-fewer': 451, refuses: 550, hangs: 0 }[end.behaviour]
        done(code === 0 ? null : Object.assign(new Error('no'), { responseCode: code }))
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  end.port = (server.server.address() as AddressInfo).port
  end.close = () => new Promise<void>((resolve) => server.close(resolve))
  return end
}

const browser = { p256dh: webPush.generateVAPIDKeys().publicKey, auth: Buffer.alloc(16, 7).toString('base64url') }
const vapid = webPush.generateVAPIDKeys()
const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
const NOW = Date.parse('2026-11-26T02:13:00.000Z')

const CHANNELS: Record<
  string,
  { open(): Promise<OtherEnd>; channel(port: number): MessageChannel; to(port: number): string }
> = {
  sms: {
    open: httpEnd,
    channel: (port) =>
      httpProvider('sms', {
        url: `http://127.0.0.1:${port}/send`,
        method: 'POST',
        headers: { authorization: 'Bearer x' },
        as: 'json',
        body: { to: ['{{to}}'], content: { text: '{{text}}' }, ref: '{{id}}' },
        idPath: 'messages.0.id',
      }),
    to: () => '+358401234567',
  },
  email: {
    open: smtpEnd,
    channel: (port) =>
      email({ url: `smtp://127.0.0.1:${port}`, from: 'Kotisilta <hub@example.fi>', requireTls: false }),
    to: () => 'aino@example.fi',
  },
  webhook: {
    open: httpEnd,
    channel: (port) =>
      webhook([{ name: 'desk', url: `http://127.0.0.1:${port}/`, secret: SECRET }], { now: () => NOW }),
    to: () => 'desk',
  },
  push: {
    open: httpEnd,
    channel: (port) =>
      push(
        { ...vapid, proofOf: () => 'proof', isProof: () => true },
        { contact: 'mailto:hub@example.fi', services: [`127.0.0.1:${port}`] },
      ),
    to: (port) => `http://127.0.0.1:${port}/push/1`,
  },
}

const letter = (to: string): Letter => ({
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  attempt: 1,
  to,
  keys: JSON.stringify(browser),
  priority: 'high',
  language: 'fi',
  subject: 'Kotisilta: kiireellinen hälytys',
  text: 'Hälytys "odottaa" & {{to}}',
  spoken: 'Hälytys odottaa',
  path: '/?alert=1',
  link: 'https://hub.example.fi/?alert=1',
})

const ends: { close(): unknown }[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end.close()
})

describe.each(Object.entries(CHANNELS))('%s', (_, { open, channel, to }) => {
  async function ready(behaviour: Behaviour) {
    const end = await open()
    end.behaviour = behaviour
    const way = channel(end.port)
    ends.push(end, way)
    const send = (signal = AbortSignal.timeout(20_000)) => way.send(letter(to(end.port)), signal)
    return { end, way, send }
  }

  test('what the other end takes is accepted, and it got one message', async () => {
    const { end, send } = await ready('takes')
    expect(await send()).toMatchObject({ accepted: true })
    expect(end.received).toHaveLength(1)
  })

  test('what it cannot take now may be tried again; what it refuses may not', async () => {
    const { end, send } = await ready('fails')
    expect(await send()).toEqual({ accepted: false, code: 'server-error', again: true })
    end.behaviour = 'refuses'
    expect(await send()).toMatchObject({ accepted: false, again: false })
  })

  test('an end that does not answer is given up when the time is over', async () => {
    const { send } = await ready('hangs')
    const gone = await Promise.race([
      send(AbortSignal.timeout(150)).then(
        () => 'answered',
        () => 'given up',
      ),
      new Promise((resolve) => setTimeout(() => resolve('waits'), 2_000)),
    ])
    expect(gone).toBe('given up')
  })

  test('nobody there is an exception or a refusal that may be tried again', async () => {
    const end = await open()
    await end.close()
    const way = channel(end.port)
    ends.push(way)
    const outcome = await way.send(letter(to(end.port)), AbortSignal.timeout(5_000)).catch(() => 'thrown')
    expect(outcome === 'thrown' || (outcome as { again?: boolean }).again).toBe(true)
  })

  test('another attempt is the same message to whoever receives it', async () => {
    const { end, send } = await ready('takes')
    await send()
    await send()
    const ids = end.received.map(
      ({ headers, body }) => headers['idempotency-key'] ?? headers['webhook-id'] ?? /message-id: (.*)/i.exec(body)?.[1],
    )
    expect(ids[0]).toBe(ids[1])
  })
})

test('a template keeps its form whatever the text is, and the provider’s own id comes back', async () => {
  const end = await httpEnd()
  ends.push(end)
  const { channel } = CHANNELS.sms as (typeof CHANNELS)['sms']
  const outcome = await channel(end.port).send(letter('+358401234567'), AbortSignal.timeout(5_000))
  expect(outcome).toEqual({ accepted: true, at: 'theirs-1' })
  const body = JSON.parse(Buffer.from(end.received[0]?.body ?? '', 'latin1').toString())
  expect(body).toEqual({
    to: ['+358401234567'],
    content: { text: 'Hälytys "odottaa" & {{to}}' },
    ref: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  })
})

test('too many requests: the provider’s wish is passed on', async () => {
  const end = await httpEnd()
  end.behaviour = 'wants-fewer'
  ends.push(end)
  const { channel } = CHANNELS.sms as (typeof CHANNELS)['sms']
  expect(await channel(end.port).send(letter('+358401234567'), AbortSignal.timeout(5_000))).toEqual({
    accepted: false,
    code: 'too-fast',
    again: true,
    after: 7_000,
  })
})

test('a webhook is signed over its id, its moment and its body', async () => {
  const end = await httpEnd()
  ends.push(end)
  const { channel } = CHANNELS.webhook as (typeof CHANNELS)['webhook']
  await channel(end.port).send(letter('desk'), AbortSignal.timeout(5_000))
  const [{ headers, body }] = end.received as [(typeof end.received)[0]]
  expect(headers['webhook-timestamp']).toBe(String(NOW / 1_000))
  const signed = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${NOW / 1_000}.`), Buffer.from(body, 'latin1')])
  const right = createHmac('sha256', Buffer.alloc(32, 3)).update(signed).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${right}`)
})

test('a browser’s endpoint that is no push service is never called', async () => {
  const end = await httpEnd()
  ends.push(end)
  const way = push(
    { ...vapid, proofOf: () => 'proof', isProof: () => true },
    { contact: 'mailto:hub@example.fi', services: [] },
  )
  expect(await way.send(letter(`http://127.0.0.1:${end.port}/`), AbortSignal.timeout(5_000))).toMatchObject({
    code: 'refused',
  })
  expect(end.received).toEqual([])
})
