import type { Milliseconds } from '@kotisilta/contract'

/** How long things take in the virtual radio, in real time. */
export interface Timing {
  /** Between two advertisements of a device that is awake. */
  advertise: Milliseconds
  /** From Connect to Connected, once the device is heard. */
  connect: Milliseconds
  /** How long Connect waits for a device that does not advertise. */
  connectTimeout: Milliseconds
  /** From Connected to ServicesResolved. */
  resolve: Milliseconds
  /** After its last advertisement BlueZ forgets a device that is neither connected nor paired (TemporaryTimeout: 30 s). */
  forget: Milliseconds
}

export const defaultTiming: Timing = {
  advertise: 250,
  connect: 30,
  connectTimeout: 5_000,
  resolve: 30,
  forget: 30_000,
}
