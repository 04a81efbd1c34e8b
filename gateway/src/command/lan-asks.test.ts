import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outcome } from './commands.ts'
import { type HelpCall, type LanRequest, lanAsks, PATIENCE } from './lan-asks.ts'

interface Sent {
  readonly device: string
  readonly id: string
  readonly [field: string]: unknown
}

let start = Date.UTC(2026, 10, 21)
let there: string[]
let sent: Sent[]
let progress: Outcome[]
let refused: string[]
let called: [device: string, call: HelpCall][]
let diskIsFull: boolean
const asks = () => {
  const running = lanAsks({
    there: () => there,
    known: (device) => device === 'mqtt:robot',
    send(device, message) {
      sent.push({ device, ...message } as Sent)
      return true
    },
    now: () => Date.now(),
    async helpCalled(device, call) {
      if (diskIsFull) throw new Error('full')
      called.push([device, call])
    },
    refused: (device, _, code) => refused.push(`${device} ${code}`),
  })
  return {
    heard: running.heard,
    ask: (devices: readonly string[], request: LanRequest, heard: (outcome: Outcome) => void) =>
      running.ask(devices, { command: 'c1', request, progress: heard }),
  }
}
const question = { do: 'ask', question: 'are-you-well' } as const
const say = (to: ReturnType<typeof asks>, { device, id }: Sent, said: object) =>
  to.heard(device, Buffer.from(JSON.stringify({ id, ...said })))

beforeEach(() => {
  vi.useFakeTimers()
  // Numbers of questions never go back in time, from one test to the next neither.
  start += 7 * 24 * 3_600_000
  vi.setSystemTime(start)
  there = []
  sent = []
  progress = []
  refused = []
  called = []
  diskIsFull = false
})
afterEach(() => {
  vi.useRealTimers()
})

describe('asking a person', () => {
  it('is for staff where no device can, and says whether there was one', async () => {
    expect(await asks().ask(['mqtt:band'], question, () => {})).toEqual({ status: 'cannot', code: 'nothing-can' })
    expect(await asks().ask(['mqtt:robot'], question, () => {})).toEqual({
      status: 'cannot',
      code: 'device-unreachable',
    })
  })

  it('goes through devices of that person alone', async () => {
    there = ['mqtt:neighbour']
    expect(await asks().ask(['mqtt:robot'], question, () => {})).toMatchObject({ status: 'cannot' })
    expect(sent).toEqual([])
  })

  it('says that the person is being asked, and then what they answered', async () => {
    there = ['mqtt:robot']
    const running = asks()
    const outcome = running.ask([], question, (each) => progress.push(each))
    expect(sent).toMatchObject([{ device: 'mqtt:robot', do: 'ask', question: 'are-you-well' }])
    say(running, sent[0] as Sent, { status: 'asked' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(progress).toEqual([{ status: 'accepted', code: 'asking', device: 'mqtt:robot' }])
    say(running, sent[0] as Sent, { status: 'answered', answer: 'help' })
    expect(await outcome).toEqual({ status: 'done', code: 'answered-help', device: 'mqtt:robot' })
  })

  it('hears an answer that comes in one breath with the word that the person is asked', async () => {
    there = ['mqtt:robot']
    const running = asks()
    const outcome = running.ask([], question, () => {})
    say(running, sent[0] as Sent, { status: 'asked' })
    say(running, sent[0] as Sent, { status: 'answered', answer: 'well' })
    expect(await outcome).toMatchObject({ status: 'done', code: 'answered-well' })
  })

  it('that nobody answers within two minutes has failed', async () => {
    there = ['mqtt:robot']
    const running = asks()
    const outcome = running.ask([], question, () => {})
    say(running, sent[0] as Sent, { status: 'asked' })
    await vi.advanceTimersByTimeAsync(PATIENCE.person)
    expect(await outcome).toEqual({ status: 'failed', code: 'not-answered', device: 'mqtt:robot' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('goes to the next device when one is silent or cannot, and has failed when all are', async () => {
    there = ['mqtt:robot', 'mqtt:screen', 'mqtt:lamp']
    const running = asks()
    const outcome = running.ask([], { do: 'measure-again', kind: 'heart-rate' }, () => {})
    await vi.advanceTimersByTimeAsync(PATIENCE.device)
    expect(sent.map(({ device }) => device)).toEqual(['mqtt:robot', 'mqtt:screen'])
    say(running, sent[1] as Sent, { status: 'cannot' })
    await vi.advanceTimersByTimeAsync(PATIENCE.device)
    expect(sent).toHaveLength(3)
    expect(await outcome).toEqual({ status: 'failed', code: 'device-silent' })
  })

  it('takes no answer from another device, to another question, or that it does not understand, and tells of each', async () => {
    there = ['mqtt:robot']
    const running = asks()
    const outcome = running.ask([], question, () => {})
    const asked = sent[0] as Sent
    say(running, { ...asked, device: 'mqtt:band' }, { status: 'answered', answer: 'well' })
    say(running, { ...asked, id: 'other' }, { status: 'answered', answer: 'well' })
    running.heard(asked.device, Uint8Array.of(0xff, 0xfe))
    say(running, asked, { status: 'answered', answer: 'perhaps' })
    await vi.advanceTimersByTimeAsync(PATIENCE.device)
    expect(await outcome).toEqual({ status: 'failed', code: 'device-silent' })
    // Too late is to a question that nobody asks any more.
    say(running, asked, { status: 'answered', answer: 'well' })
    expect(refused).toEqual([
      'mqtt:band answer-unasked',
      'mqtt:robot answer-unasked',
      'mqtt:robot answer-invalid',
      'mqtt:robot answer-invalid',
      'mqtt:robot answer-unasked',
    ])
  })
})

describe('a person who asks for help when asked has called for it', () => {
  const askedAt = () => new Date(Date.now()).toISOString()
  const help = { status: 'answered', answer: 'help' }
  /** A question that was put, and what the device says to it. */
  async function put(request: LanRequest = question) {
    there = ['mqtt:robot']
    const running = asks()
    const at = askedAt()
    const outcome = running.ask([], request, () => {})
    return { running, at, outcome, asked: sent[0] as Sent }
  }

  it('in time: the call names the command that it answers, and is told before the answer is', async () => {
    const { running, at, outcome, asked } = await put()
    await say(running, asked, { status: 'asked' })
    await say(running, asked, help)
    expect(called).toEqual([['mqtt:robot', { command: 'c1', askedAt: at }]])
    expect(await outcome).toMatchObject({ code: 'answered-help' })
  })

  it.each([
    ['later than two minutes', PATIENCE.person + 1],
    ['two days later', 2 * 24 * 3_600_000],
  ])('%s: nobody waits for the answer, and it is a call all the same', async (_, late) => {
    const { running, at, outcome, asked } = await put()
    await say(running, asked, { status: 'asked' })
    await vi.advanceTimersByTimeAsync(late)
    expect(await outcome).toMatchObject({ code: 'not-answered' })
    await say(running, asked, help)
    expect(called).toEqual([['mqtt:robot', { askedAt: at }]])
    expect(refused).toEqual([])
  })

  it('through a device that took too long to say that it asks', async () => {
    const { running, outcome, asked } = await put()
    await vi.advanceTimersByTimeAsync(PATIENCE.device)
    expect(await outcome).toMatchObject({ code: 'device-silent' })
    await say(running, asked, { status: 'asked' })
    await say(running, asked, help)
    expect(called).toHaveLength(1)
  })

  it('when they were asked to measure again', async () => {
    const { running, outcome, asked } = await put({ do: 'measure-again', kind: 'heart-rate' })
    await say(running, asked, help)
    expect(called).toHaveLength(1)
    expect(await outcome).toMatchObject({ code: 'answered-help' })
  })

  it('after the gateway began anew, which knows nothing of the question', async () => {
    const { at, asked } = await put()
    await vi.advanceTimersByTimeAsync(60_000)
    await say(asks(), asked, help)
    expect(called).toEqual([['mqtt:robot', { askedAt: at }]])
  })

  it.each([
    ['without the question’s number', { answer: 'help' }],
    ['with a number that is none', { id: 7, answer: 'help' }],
    ['with a number from the future', { id: '7ZZZZZZZZZ0000000000000000', answer: 'help' }],
    ['without a status, or with another one', { id: 'x', status: 'perhaps', answer: 'help' }],
  ])('in an answer %s', async (_, said) => {
    await asks().heard('mqtt:robot', Buffer.from(JSON.stringify(said)))
    expect(called).toEqual([['mqtt:robot', {}]])
    expect(refused).toEqual([])
  })

  it('once, however often the device sends the same answer', async () => {
    const { running, asked } = await put()
    await Promise.all([say(running, asked, help), say(running, asked, help)])
    await vi.advanceTimersByTimeAsync(PATIENCE.person)
    await say(running, asked, help)
    expect(called).toHaveLength(1)
  })

  it('also when the disk did not let it be written down at first: the device keeps it, and it is heard when it comes again', async () => {
    const { running, asked } = await put()
    diskIsFull = true
    await expect(say(running, asked, help)).rejects.toThrow('full')
    diskIsFull = false
    await say(running, asked, help)
    expect(called).toHaveLength(1)
  })
})
