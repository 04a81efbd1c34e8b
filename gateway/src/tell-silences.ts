import type { Milliseconds } from '@kotisilta/contract'
import type { DecodedEvent } from '@kotisilta/device-profiles'
import type { DeviceStates } from './collect/device-states.ts'

const EVERY: Milliseconds = 60_000

/**
 * Tells the server which devices on Bluetooth have fallen silent and which are back, as devices on the network say it of themselves.
 *
 * @param tell puts an event of a device on its way. Never rejects
 * @returns how to end
 */
export function tellSilences(
  devices: DeviceStates,
  tell: (device: string, event: DecodedEvent) => void,
  every: Milliseconds = EVERY,
): () => void {
  const timer = setInterval(() => {
    for (const { device, silence } of devices.turns()) {
      if (silence === undefined) tell(device, { type: 'event', kind: 'device-online' })
      else tell(device, { type: 'event', kind: 'device-offline', detail: { cause: silence } })
    }
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
