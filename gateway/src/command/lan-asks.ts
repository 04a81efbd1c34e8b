import { type HOME_QUESTIONS, isoTime, type Milliseconds, newUlid, ulidSchema, ulidTime } from '@kotisilta/contract'
import { z } from 'zod'
import { clockIsSet } from '../collect/resolve-time.ts'
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

/** A call for help is one whatever else is wrong with the answer. */
const helpSchema = z.object({ answer: z.literal('help'), id: z.string().max(40).optional().catch(undefined) })

/** What is known of a call for help that came as an answer. */
export interface HelpCall {
  /** The server's command that it answers; absent where nobody waits for it any more. */
  readonly command?: string
  /** When the question was put, where the answer says which one. */
  readonly askedAt?: string
}

export interface LanAskPorts {
  /** Devices (`mqtt:...`) that listen for what they are asked, and are there now. */
  there(): readonly string[]
  /** Whether a device has ever listened since the gateway began. */
  known(device: string): boolean
  /** Hands a message to the device; false if it has gone. */
  send(device: string, message: object): boolean
  now(): Milliseconds
  /** Somebody has asked for help through a device. @throws KotisiltaError when the disk does not let us */
  helpCalled(device: string, call: HelpCall): Promise<void>
  /** A device has said what is no answer, or no answer to anything that it is asked now. */
  refused(device: string, payload: Uint8Array, code: 'answer-invalid' | 'answer-unasked'): void
}

/** A device has to say that it is at it within this; a person has two minutes to answer. */
export const PATIENCE = { device: 10_000, person: 120_000 } as const

/** Answers with a call for help that are not told a second time. */
const REMEMBERED = 500

/** What is to be asked, for which command of the server's, and who hears that somebody is at it. */
interface Asked {
  readonly command: string
  readonly request: LanRequest
  readonly progress: (outcome: Outcome) => void
}

/** Asks people through devices of the home, one device after the other until one is at it. */
export function lanAsks(
  ports: LanAskPorts,
  patience: { readonly device: Milliseconds; readonly person: Milliseconds } = PATIENCE,
) {
  const open = new Map<string, { command: string; hear(answer: LanAnswer): void }>()
  const told = new Set<string>()

  /** What a device says under a key, one answer after the other: two may come in one breath. */
  function conversation(
    key: string,
    command: string,
  ): { next(time: Milliseconds): Promise<LanAnswer | undefined>; end(): void } {
    const heard: LanAnswer[] = []
    let wake: (() => void) | undefined
    open.set(key, {
      command,
      hear(answer) {
        heard.push(answer)
        wake?.()
      },
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
  async function through(device: string, { command, request, progress }: Asked): Promise<Outcome | undefined> {
    const id = newUlid(ports.now())
    const said = conversation(`${device} ${id}`, command)
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

  /**
   * Whoever asks for help when asked has called for it, however late and to whatever question. The same answer sent
   * again is the same call, unless the first could not be written down.
   */
  async function callForHelp(device: string, id: string | undefined): Promise<void> {
    const key = `${device} ${id}`
    if (id !== undefined) {
      if (told.has(key)) return
      told.add(key)
      if (told.size > REMEMBERED) told.delete(told.values().next().value as string)
    }
    const command = open.get(key)?.command
    const askedAt = askedAtOf(id, ports.now())
    try {
      await ports.helpCalled(device, { ...(command !== undefined && { command }), ...(askedAt && { askedAt }) })
    } catch (error) {
      told.delete(key)
      throw error
    }
  }

  return {
    /** @param devices those that may be asked; empty: any */
    async ask(devices: readonly string[], asked: Asked): Promise<Outcome> {
      const there = ports.there().filter((device) => devices.length === 0 || devices.includes(device))
      if (there.length === 0) {
        return { status: 'cannot', code: devices.some(ports.known) ? 'device-unreachable' : 'nothing-can' }
      }
      for (const device of there) {
        const outcome = await through(device, asked)
        if (outcome !== undefined) return outcome
      }
      return { status: 'failed', code: 'device-silent' }
    },
    /** A device has answered. Resolves when a call for help in it is on the disk. @throws as `helpCalled` */
    async heard(device: string, payload: Uint8Array): Promise<void> {
      const said = parsed(payload)
      const answer = lanAnswerSchema.safeParse(said)
      const call = helpSchema.safeParse(said)
      if (call.success) await callForHelp(device, call.data.id)
      const waiting = answer.success ? open.get(`${device} ${answer.data.id}`) : undefined
      if (answer.success && waiting !== undefined) waiting.hear(answer.data)
      else if (!call.success) ports.refused(device, payload, answer.success ? 'answer-unasked' : 'answer-invalid')
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

/** Questions are numbered by ULIDs of ours, which hold when they were put. */
function askedAtOf(id: string | undefined, now: Milliseconds): string | undefined {
  const asked = id === undefined || !ulidSchema.safeParse(id).success ? Number.NaN : ulidTime(id)
  return clockIsSet(asked) && asked <= now ? isoTime(asked) : undefined
}
