import type { StateMessage } from '@kotisilta/contract'

/** In these nothing is wrong: it listens, has no Bluetooth, or has only begun. */
const WELL: ReadonlySet<string> = new Set(['listening', 'none', 'starting', 'closed'])

/** Whether a gateway says that it cannot hear the Bluetooth devices of its home. Without such devices it is no loss. */
export const hasRadioTrouble = ({ radio, devices = [] }: StateMessage): boolean =>
  radio !== undefined && !WELL.has(radio) && devices.some(({ device }) => device.startsWith('ble:'))
