import { type HOME_QUESTIONS, isoTime, type Milliseconds, newUlid } from '@kotisilta/contract'
import { z } from 'zod'
import type { Outcome } from './commands.ts'

/** What a device on the home's network is asked to do: `kotisilta-device/v1/<serial>/ask`. */
export type LanRequest =
  | { readonly do: 'ask'; readonly question: (typeof HOME_QUESTIONS)[number] }
  | { readonly do: 'measure-again'; readonly kind: string }
  | { readonly do: 'locate' }

/** What it answers on `.../answer`. `asked`: the person is being asked, or the device sounds; `answered`: with what the person said. */
const lanAnswerSchema = z.object({
  id: z.string().max(40),
  status: z.enum(['asked', 'answered', 'cannot']),
  answer: z.enum(['well', 'help']).optional(),
})
export type LanAnswer = z.infer<typeof lanAnswerSchema>

export interface LanAskPorts {
  /** Devices (`mqtt:...`) that listen for what they are asked, and are there now. */
  there(): readonly string[]
  /** Whether a device has ever listened since the gateway began. */
  known(device: string): boolean
  /** Hands a message to the device; false if it has gone. */
  send(device: string, message: object): boolean
  now(): Milliseconds
  /** A device has said what is no answer, or no answer to anything that it is asked now. */
  refused(device: string, payload: Uint8Array, code: 'answer-invalid' | 'answer-unasked'): void
}

/** A device has to say that it is at it within this; a person has two minutes to answer. */
export const PATIENCE = { device: 10_000, person: 120_000 } as const

/** Asks people through devices of the home, one device after the other until one is at it. */
export function lanAsks(
  ports: LanAskPorts,
  patience: { readonly device: Milliseconds; readonly person: Milliseconds } = PATIENCE,
) {
  const open = new Map<string, (answer: LanAnswer) => void>()

  /** What a device says under a key, one answer after the other: two may come in one breath. */
  function conversation(key: string): { next(time: Milliseconds): Promise<LanAnswer | undefined>; end(): void } {
    const heard: LanAnswer[] = []
    let wake: (() => void) | undefined
    open.set(key, (answer) => {
      heard.push(answer)
      wake?.()
    })
    return {
      async next(time) {
        if (heard.length === 0) {
          const { promise, resolve } = Promise.withResolvers<void>()
          wake = resolve
          const timer = setTimeout(resolve, time)
          await promise
          clearTimeout(timer)
        }
        return heard.shift()
      },
      end: () => open.delete(key),
    }
  }

  /** @returns undefined: not through this one */
  async function through(
    device: string,
    request: LanRequest,
    progress: (outcome: Outcome) => void,
  ): Promise<Outcome | undefined> {
    const id = newUlid(ports.now())
    const said = conversation(`${device} ${id}`)
    try {
      const until = isoTime(ports.now() + patience.person)
      if (!ports.send(device, { id, ...request, until })) return undefined
      const first = await said.next(patience.device)
      if (first === undefined || first.status === 'cannot') return undefined
      if (first.status === 'answered') return answered(first, device)
      if (request.do === 'locate') return { status: 'done', code: 'located', device }
      if (request.do === 'measure-again') return { status: 'done', code: 'asked', device }
      progress({ status: 'accepted', code: 'asking', device })
      const last = await said.next(patience.person)
      return last === undefined ? { status: 'failed', code: 'not-answered', device } : answered(last, device)
    } finally {
      said.end()
    }
  }

  return {
    /** @param devices those that may be asked; empty: any */
    async ask(devices: readonly string[], request: LanRequest, progress: (outcome: Outcome) => void): Promise<Outcome> {
      const there = ports.there().filter((device) => devices.length === 0 || devices.includes(device))
      if (there.length === 0) {
        return { status: 'cannot', code: devices.some(ports.known) ? 'device-unreachable' : 'nothing-can' }
      }
      for (const device of there) {
        const outcome = await through(device, request, progress)
        if (outcome !== undefined) return outcome
      }
      return { status: 'failed', code: 'device-silent' }
    },
    /** A device has answered. */
    heard(device: string, payload: Uint8Array): void {
      const answer = lanAnswerSchema.safeParse(parsed(payload))
      if (!answer.success) return ports.refused(device, payload, 'answer-invalid')
      const waiting = open.get(`${device} ${answer.data.id}`)
      if (waiting === undefined) ports.refused(device, payload, 'answer-unasked')
      else waiting(answer.data)
    },
  }
}

export type LanAsks = ReturnType<typeof lanAsks>

function answered({ status, answer }: LanAnswer, device: string): Outcome {
  if (status === 'cannot' || answer === undefined) return { status: 'failed', code: 'not-answered', device }
  return { status: 'done', code: answer === 'help' ? 'answered-help' : 'answered-well', device }
}

function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    return undefined
  }
}
