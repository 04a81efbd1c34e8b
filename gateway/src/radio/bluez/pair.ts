import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { Variant } from 'dbus-next'
import type { PairingAgent, PairOutcome } from '../radio.ts'
import type { Answer, BusCall, SystemBus } from './system-bus.ts'

const BLUEZ = 'org.bluez'
const AGENT = '/io/kotisilta/agent'
const MANAGER = { to: BLUEZ, path: '/org/bluez', interface: 'org.bluez.AgentManager1' }
const REJECTED = 'org.bluez.Error.Rejected'
/** A person has to read six digits and to type them. */
const PATIENCE: Milliseconds = 90_000

export interface Pairing {
  readonly bus: SystemBus
  /** The unique bus name of the Bluetooth service: nobody else is answered. */
  readonly owner: string
  readonly devicePath: string
  readonly agent: PairingAgent
  readonly signal: AbortSignal
}

/**
 * Bonds with a device, with an agent of our own on D-Bus for what the device wants to know (BlueZ, org.bluez.Agent1). The agent is
 * there only meanwhile: at any other time devices bond without a person or not at all.
 */
export async function pair({ bus, owner, devicePath, agent, signal }: Pairing): Promise<PairOutcome> {
  const onDevice = (member: string, more: Partial<BusCall> = {}): Promise<unknown> =>
    bus.call({ to: BLUEZ, path: devicePath, interface: 'org.bluez.Device1', member, ...more })
  const onAgents = (member: string, signature: string, body: readonly unknown[]): Promise<unknown> =>
    bus.call({ ...MANAGER, member, signature, body })

  const stopServing = bus.serve({
    path: AGENT,
    interface: 'org.bluez.Agent1',
    async answer({ sender, member, body }) {
      if (sender !== owner || body[0] !== devicePath) throw new KotisiltaError(REJECTED, 'not ours')
      return answered(member, body, agent)
    },
  })
  const cancel = (): void => void onDevice('CancelPairing').catch(() => {})
  signal.addEventListener('abort', cancel)
  try {
    await onAgents('RegisterAgent', 'os', [AGENT, 'KeyboardDisplay'])
    await onDevice('Pair', { patience: PATIENCE }).catch(unlessPaired)
    const body = ['org.bluez.Device1', 'Trusted', new Variant('b', true)]
    await onDevice('Set', { interface: 'org.freedesktop.DBus.Properties', signature: 'ssv', body })
    return 'paired'
  } catch (error) {
    return signal.aborted ? 'stopped' : outcomeOf(error)
  } finally {
    signal.removeEventListener('abort', cancel)
    await onAgents('UnregisterAgent', 'o', [AGENT]).catch(() => {})
    await onDevice('Disconnect').catch(() => {})
    stopServing()
  }
}

async function answered(member: string, body: readonly unknown[], agent: PairingAgent): Promise<Answer | undefined> {
  switch (member) {
    case 'DisplayPasskey':
    case 'DisplayPinCode':
      agent.typeOnDevice(digits(body[1]))
      return undefined
    case 'RequestPasskey':
      return { signature: 'u', body: [Number(await said(agent))] }
    case 'RequestPinCode':
      return { signature: 's', body: [await said(agent)] }
    case 'RequestConfirmation':
      if (await agent.isSame(digits(body[1]))) return undefined
      throw new KotisiltaError(REJECTED, 'not the same')
    // Somebody has opened the window and named the device: that it may bond is said.
    case 'RequestAuthorization':
    case 'AuthorizeService':
    case 'Cancel':
    case 'Release':
      return undefined
    default:
      throw new KotisiltaError('org.freedesktop.DBus.Error.UnknownMethod', member)
  }
}

async function said(agent: PairingAgent): Promise<string> {
  const passkey = await agent.shownOnDevice()
  if (passkey === undefined) throw new KotisiltaError(REJECTED, 'nobody says it')
  return passkey
}

const digits = (passkey: unknown): string => String(passkey).padStart(6, '0')

function unlessPaired(error: unknown): void {
  if (!(error instanceof KotisiltaError && error.code === 'org.bluez.Error.AlreadyExists')) throw error
}

const REFUSALS: ReadonlySet<string> = new Set(
  ['AuthenticationFailed', 'AuthenticationRejected', 'AuthenticationCanceled'].map((name) => `org.bluez.Error.${name}`),
)

function outcomeOf(error: unknown): PairOutcome {
  if (!(error instanceof KotisiltaError)) throw error
  return REFUSALS.has(error.code) ? 'refused' : 'not-reached'
}
