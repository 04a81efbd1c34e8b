import type { BatchRequest } from './protocol.ts'

/**
 * Takes the batch whose turn it is: the first of alarms alone, else the first. A gateway's lanes have no order between them, and
 * commands stay in theirs.
 */
export function takeNext(waiting: BatchRequest[]): BatchRequest | undefined {
  const alarms = waiting.findIndex(isAlarmsAlone)
  return waiting.splice(Math.max(alarms, 0), 1)[0]
}

const isAlarmsAlone = ({ lanes, commands }: BatchRequest): boolean =>
  commands.length === 0 && lanes.length > 0 && lanes.every((lane) => lane === 'urgent')
