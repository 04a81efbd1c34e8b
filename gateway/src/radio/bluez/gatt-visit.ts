import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import type { Subscription } from '@kotisilta/device-profiles'
import type { MessageBus } from 'dbus-next'
import { createBluetooth, type GattCharacteristic } from 'node-ble'
import type { RadioFrame, RadioTalk } from '../radio.ts'
import { type CharacteristicFinder, characteristicFinder } from './characteristic-finder.ts'
import { closeBus } from './close-bus.ts'
import { doSteps, written } from './connect-steps.ts'

export interface GattVisit {
  /** `hci0` */
  readonly adapter: string
  /** `C8:0F:10:A1:B2:C3` */
  readonly mac: string
  readonly subscriptions: readonly Subscription[]
  onFrame(frame: RadioFrame): void
  readonly talk: RadioTalk
  /** Aborted when the connection has ended, or is to end. */
  readonly over: AbortSignal
  /** Resolves when BlueZ has found out what services the device has. */
  servicesResolved(): Promise<void>
  /** How long connecting, and each step after it, may take. */
  readonly patience: Milliseconds
}

/** A visit as far as its subscriptions; values come until `close`. */
export interface Subscribed {
  /** How many of the subscriptions the device had. */
  readonly subscribed: number
  close(): void
}

/**
 * Connects to a device through node-ble and subscribes.
 *
 * Each visit has a D-Bus connection and objects of its own, and throws them away: kept over a reconnect, node-ble's
 * objects deliver each value twice, and neither its listeners nor the library's match rules are ever taken back.
 *
 * @throws KotisiltaError `visit-failed`, `step-failed` (a step that is needed); the caller disconnects the device
 */
export async function gattVisit(visit: GattVisit): Promise<Subscribed> {
  const { bluetooth } = createBluetooth()
  const bus = (bluetooth as unknown as { dbus: MessageBus }).dbus
  // An error here is the end of this visit's bus: the step under way runs into its time limit or into `over`.
  bus.on('error', () => {})
  const step = <T>(work: Promise<T>): Promise<T> => within(visit.patience, visit.over, work)
  try {
    const adapter = await step(bluetooth.getAdapter(visit.adapter))
    const device = await step(adapter.getDevice(visit.mac))
    await step(device.connect())
    await step(visit.servicesResolved())
    const gatt = await step(device.gatt())
    const find = characteristicFinder(gatt)
    await doSteps(visit.talk, { device, find, within: step })
    const found = await step(characteristicsOf(find, visit.subscriptions))
    for (const { characteristic, name } of found) {
      characteristic.on('valuechanged', (bytes) => visit.onFrame({ characteristic: name, bytes }))
      await step(characteristic.startNotifications())
    }
    for (const each of found) await step(readOnce(each, visit.onFrame))
    if (found.length > 0) visit.talk.onReady?.({ write: (to, bytes) => written(step, find, to, bytes) })
    return { subscribed: found.length, close: () => closeBus(bus) }
  } catch (cause) {
    closeBus(bus)
    if (cause instanceof KotisiltaError) throw cause
    throw new KotisiltaError('visit-failed', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

interface Subscribable {
  readonly name: string
  readonly characteristic: GattCharacteristic
  readonly readable: boolean
}

/** Those of the subscriptions that the device has and that can be subscribed to. */
async function characteristicsOf(
  find: CharacteristicFinder,
  subscriptions: readonly Subscription[],
): Promise<Subscribable[]> {
  const found: Subscribable[] = []
  for (const subscription of subscriptions) {
    const there = await find(subscription)
    if (there === undefined || !['notify', 'indicate'].some((flag) => there.flags.includes(flag))) continue
    const { characteristic, flags } = there
    found.push({ name: subscription.characteristic, characteristic, readable: flags.includes('read') })
  }
  return found
}

/** Reads a value that would otherwise be known only once it changes, such as the battery's. */
async function readOnce(
  { name, characteristic, readable }: Subscribable,
  onFrame: GattVisit['onFrame'],
): Promise<void> {
  if (!readable) return
  let announced = false
  const note = (): void => {
    announced = true
  }
  characteristic.once('valuechanged', note)
  // A device that does not let us read it still sends.
  const bytes = await characteristic.readValue().catch(() => undefined)
  characteristic.off('valuechanged', note)
  // BlueZ announces a value that was read like one that was sent.
  if (bytes !== undefined && !announced) onFrame({ characteristic: name, bytes })
}

/** The outcome of `work`, unless the visit is over or takes too long first. */
async function within<T>(patience: Milliseconds, over: AbortSignal, work: Promise<T>): Promise<T> {
  // What comes of a step that nobody waits for any longer is nobody's error.
  work.catch(() => {})
  over.throwIfAborted()
  const first = Promise.withResolvers<never>()
  const giveUp = (): void => first.reject(over.reason)
  const timer = setTimeout(() => first.reject(new KotisiltaError('visit-failed', 'no answer in time')), patience)
  over.addEventListener('abort', giveUp)
  try {
    return await Promise.race([work, first.promise])
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', giveUp)
  }
}
