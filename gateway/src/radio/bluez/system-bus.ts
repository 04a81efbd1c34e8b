import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { Message, type MessageBus, MessageType, systemBus } from 'dbus-next'
import { closeBus, streamOf } from './close-bus.ts'

const DBUS = 'org.freedesktop.DBus'

interface BusSignal {
  /** The unique name of who sent it. */
  readonly sender: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly body: readonly unknown[]
}

export interface BusCall {
  readonly to: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: readonly unknown[]
  /** How long this one may take; as long as any if absent. */
  readonly patience?: Milliseconds
}

/** What others may call here. */
export interface ServedObject {
  readonly path: string
  readonly interface: string
  /** The answer to a call; undefined for one without a value. Rejects with a KotisiltaError whose code is a D-Bus error. */
  answer(call: { sender: string; member: string; body: readonly unknown[] }): Promise<Answer | undefined>
}

export interface Answer {
  readonly signature: string
  readonly body: readonly unknown[]
}

/** A connection to the system's D-Bus. */
export interface SystemBus {
  /** The first value of the answer. Throws KotisiltaError with D-Bus' error name as its code, or `no-answer`. */
  call(call: BusCall): Promise<unknown>
  /** Asks for the signals that fit the rule. */
  listen(rule: string): Promise<void>
  onSignal(listener: (signal: BusSignal) => void): void
  /** Lets others call an object of ours, until the returned function is called. */
  serve(object: ServedObject): () => void
  readonly isOpen: boolean
  /** Resolves when the connection has ended, whoever ended it. */
  readonly ended: Promise<void>
  close(): void
}

/**
 * Connects to the bus that `DBUS_SYSTEM_BUS_ADDRESS` names, or else to the system's own.
 *
 * @param patience how long the bus, and whoever is called on it, may take to answer
 * @throws KotisiltaError `no-bus`
 */
export async function openSystemBus(patience: Milliseconds): Promise<SystemBus> {
  const ended = Promise.withResolvers<void>()
  const bus = connect(ended.resolve)
  let isOpen = true
  void ended.promise.then(() => {
    isOpen = false
  })

  async function call({
    to,
    path,
    interface: name,
    member,
    signature = '',
    body = [],
    ...how
  }: BusCall): Promise<unknown> {
    const message = new Message({ destination: to, path, interface: name, member, signature, body: [...body] })
    // Without these two the promise of a call that was under way when the bus ended would never be settled.
    const late = timeout(how.patience ?? patience)
    try {
      const answer = await Promise.race([
        bus.call(message),
        late.passed.then(() => noAnswer(`${member} of ${to}`)),
        ended.promise.then(() => noAnswer('the bus')),
      ])
      return answer?.body[0]
    } catch (cause) {
      throw cause instanceof KotisiltaError ? cause : new KotisiltaError(errorName(cause), String(cause), { cause })
    } finally {
      late.clear()
    }
  }

  const reply = (message: Message): void => {
    if (isOpen) bus.send(message)
  }

  const greeted = new Promise<void>((resolve) => bus.once('connect', resolve))
  const late = timeout(patience)
  const first = await Promise.race([
    greeted.then(() => 'connected' as const),
    ended.promise.then(() => 'no bus'),
    late.passed.then(() => 'no answer'),
  ])
  late.clear()
  if (first !== 'connected') {
    closeBus(bus)
    throw new KotisiltaError('no-bus', first)
  }

  return {
    call,
    async listen(rule) {
      const member = 'AddMatch'
      await call({ to: DBUS, path: '/org/freedesktop/DBus', interface: DBUS, member, signature: 's', body: [rule] })
    },
    onSignal(listener) {
      bus.on('message', (message) => {
        if (message.type === MessageType.SIGNAL) listener(message)
      })
    },
    serve(object) {
      const handler = (message: Message): boolean => {
        if (message.path !== object.path || message.interface !== object.interface) return false
        void object.answer(message).then(
          (answer) => reply(Message.newMethodReturn(message, answer?.signature ?? '', [...(answer?.body ?? [])])),
          (error: unknown) => reply(Message.newError(message as unknown as string, errorOf(error), String(error))),
        )
        return true
      }
      bus.addMethodHandler(handler)
      return () => bus.removeMethodHandler(handler)
    },
    get isOpen() {
      return isOpen
    },
    ended: ended.promise,
    close() {
      ended.resolve()
      closeBus(bus)
    },
  }
}

function connect(ended: () => void): MessageBus {
  let bus: MessageBus
  try {
    bus = systemBus()
  } catch (cause) {
    throw new KotisiltaError('no-bus', String(cause), { cause })
  }
  bus.on('error', ended)
  // The library says nothing when the other side ends the connection; the stream below it does.
  streamOf(bus)?.on('close', ended)
  return bus
}

function timeout(after: Milliseconds): { passed: Promise<void>; clear(): void } {
  const passed = Promise.withResolvers<void>()
  const timer = setTimeout(passed.resolve, after)
  return { passed: passed.promise, clear: () => clearTimeout(timer) }
}

function noAnswer(from: string): never {
  throw new KotisiltaError('no-answer', `no answer from ${from}`)
}

const errorOf = (error: unknown): string =>
  error instanceof KotisiltaError ? error.code : 'org.freedesktop.DBus.Error.Failed'

const errorName = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'type' in cause && typeof cause.type === 'string'
    ? cause.type
    : 'bus-failed'
