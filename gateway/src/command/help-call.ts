import type { DecodedEvent } from '@kotisilta/device-profiles'
import type { HelpCall } from './lan-asks.ts'

/**
 * The event of somebody who asked for help when a device asked them. Where nobody waits for the answer any more it may have
 * lain in the device: it counts from when it is heard, as an estimate.
 */
export const helpCall = ({ command, askedAt }: HelpCall): DecodedEvent => ({
  type: 'event',
  kind: 'sos-pressed',
  detail: { answer: 'help', ...(command !== undefined && { command }), ...(askedAt !== undefined && { askedAt }) },
  ...(command === undefined && { whenUnknown: true }),
})
