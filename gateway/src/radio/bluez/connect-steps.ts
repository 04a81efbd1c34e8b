import { KotisiltaError } from '@kotisilta/contract'
import type { Subscription } from '@kotisilta/device-profiles'
import type { Device } from 'node-ble'
import type { RadioStep, RadioTalk } from '../radio.ts'
import type { CharacteristicFinder } from './characteristic-finder.ts'

/** Gives the outcome of a piece of work, or rejects when the visit is over or it takes too long. */
type Within = <T>(work: Promise<T>) => Promise<T>

interface Connected {
  readonly device: Device
  readonly find: CharacteristicFinder
  readonly within: Within
}

/**
 * Does the steps of a connection, one after another.
 *
 * @throws KotisiltaError `step-failed` when one that is needed could not be done
 */
export async function doSteps({ steps = [], onRead }: RadioTalk, connected: Connected): Promise<void> {
  for (const step of steps) {
    const fault = await done(step, connected, onRead).then(
      (wasDone) => (wasDone ? undefined : 'the device has no such characteristic, or a secret of it is not known'),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    if (fault === undefined || !step.needed) continue
    throw new KotisiltaError('step-failed', `${step.do}: ${fault}`)
  }
}

async function done(
  step: RadioStep,
  { device, find, within }: Connected,
  onRead: RadioTalk['onRead'],
): Promise<boolean> {
  if (step.do === 'bond') {
    if (!(await within(device.isPaired()))) await within(device.pair())
    return true
  }
  if (step.do === 'read') {
    const found = await within(find(step))
    if (!found?.flags.includes('read')) return false
    onRead?.({ characteristic: step.characteristic, bytes: await within(found.characteristic.readValue()) })
    return true
  }
  return write(within, find, step, step.bytes)
}

/** Writes a value on a connection that stands; false if that cannot be. */
export const written = (
  within: Within,
  find: CharacteristicFinder,
  to: Subscription,
  bytes: Uint8Array,
): Promise<boolean> => write(within, find, to, () => bytes).catch(() => false)

async function write(
  within: Within,
  find: CharacteristicFinder,
  to: Subscription,
  bytesNow: () => Uint8Array | undefined,
): Promise<boolean> {
  const found = await within(find(to))
  const bytes = bytesNow()
  if (found === undefined || bytes === undefined) return false
  const { characteristic, flags } = found
  if (flags.includes('write')) await within(characteristic.writeValueWithResponse(Buffer.from(bytes)))
  else if (flags.includes('write-without-response'))
    await within(characteristic.writeValueWithoutResponse(Buffer.from(bytes)))
  else return false
  return true
}
