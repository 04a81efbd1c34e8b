import { Message, type MessageBus } from 'dbus-next'
import { bluezError } from './bluez-error.ts'
import { ExportedInterface } from './exported-interface.ts'
import type { Peripheral } from './peripheral.ts'

/** The pairing agents of the programs on the bus; `org.bluez.AgentManager1`. */
export class Agents {
  readonly exported: ExportedInterface
  readonly #bus: MessageBus
  /** By the bus name of the program. */
  readonly #paths = new Map<string, string>()

  constructor(bus: MessageBus) {
    this.#bus = bus
    this.exported = new ExportedInterface({
      name: 'org.bluez.AgentManager1',
      properties: {},
      methods: {
        RegisterAgent: { in: ['o', 's'], call: ([path], caller) => this.#register(String(path), caller) },
        UnregisterAgent: { in: ['o'], call: (_, caller) => this.callerGone(caller) },
        RequestDefaultAgent: { in: ['o'], call: () => undefined },
      },
    })
  }

  callerGone(caller: string): void {
    this.#paths.delete(caller)
  }

  get registered(): number {
    return this.#paths.size
  }

  /** Asks the agent of whoever wants to bond what the device needs. Throws what Pair is refused with. */
  async ask(caller: string, device: string, peripheral: Peripheral): Promise<void> {
    const { pairing } = peripheral.description
    if (pairing === undefined) return
    const { passkey } = peripheral
    if (pairing === 'display') {
      const said = await this.#call(caller, 'RequestPasskey', 'o', [device])
      if (said !== passkey) throw bluezError('AuthenticationFailed')
    } else if (pairing === 'keys') {
      await this.#call(caller, 'DisplayPasskey', 'ouq', [device, passkey, 0])
      if ((await peripheral.hands(passkey)) !== passkey) throw bluezError('AuthenticationFailed')
    } else {
      await this.#call(caller, 'RequestConfirmation', 'ou', [device, passkey])
    }
  }

  #register(path: string, caller: string): void {
    if (this.#paths.has(caller)) throw bluezError('AlreadyExists')
    this.#paths.set(caller, path)
  }

  async #call(caller: string, member: string, signature: string, body: unknown[]): Promise<unknown> {
    const path = this.#paths.get(caller)
    if (path === undefined) throw bluezError('AuthenticationFailed')
    const message = new Message({ destination: caller, path, interface: 'org.bluez.Agent1', member, signature, body })
    const answer = await this.#bus.call(message).catch(() => {
      throw bluezError('AuthenticationRejected')
    })
    return answer?.body[0]
  }
}
