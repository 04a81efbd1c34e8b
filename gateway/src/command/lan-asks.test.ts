import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Outcome } from './commands.ts'
import { lanAsks, PATIENCE } from './lan-asks.ts'

interface Sent {
  readonly device: string
  readonly id: string
  readonly [field: string]: unknown
}

let there: string[]
let sent: Sent[]
let progress: Outcome[]
let refused: string[]
const asks = () =>
  lanAsks({
    there: () => there,
    known: (device) => device === 'mqtt:robot',
    send(device, message) {
      sent.push({ device, ...message } as Sent)
      return true
    },
    now: () => Date.now(),
    refused: (device, _, code) => refused.push(`${device} ${code}`),
  })
const question = { do: 'ask', question: 'are-you-well' } as const
const say = (to: ReturnType<typeof asks>, { device, id }: Sent, said: object) =>
  to.heard(device, Buffer.from(JSON.stringify({ id, ...said })))

beforeEach(() => {
  vi.useFakeTimers()
  there = []
  sent = []
  progress = []
  refused = []
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
