import type { BatchRequest } from './protocol.ts'

/** So many batches of alarms go before one that waits: whoever floods with alarms holds up nobody's readings and no nurse for good. */
const MOST_OVERTAKING = 4

/**
 * Takes the batch whose turn it is: the first of alarms alone, else the first. A gateway's lanes have no order between them, and
 * commands stay in theirs.
 */
export function turns(): (waiting: BatchRequest[]) => BatchRequest | undefined {
  let overtaking = 0
  return (waiting) => {
    const alarms = overtaking < MOST_OVERTAKING ? waiting.findIndex(isAlarmsAlone) : 0
    overtaking = alarms > 0 ? overtaking + 1 : 0
    return waiting.splice(Math.max(alarms, 0), 1)[0]
  }
}

const isAlarmsAlone = ({ lanes, commands }: BatchRequest): boolean =>
  commands.length === 0 && lanes.length > 0 && lanes.every((lane) => lane === 'urgent')
