import type { Milliseconds } from '@kotisilta/contract'
import type { Air, Body } from '../air/air.ts'
import { glucoseMeasurement } from './encode/measurements.ts'
import { commonServices } from './meter.ts'

/** A meter that keeps every measurement, and gives what it is asked for. */
export interface GlucoseMeter {
  readonly body: Body
  /** Somebody has measured, mmol/L; `at` is what the meter's clock shows. It then advertises until its records were fetched. */
  measure(glucose: number, at: Milliseconds): void
  /** The next transfer breaks off after so many records, and the meter advertises again. */
  breakAfter(records: number): void
  close(): void
}

// Glucose Service 1.0, Record Access Control Point.
const CONTROL_POINT = '2a52'
const REPORT = 1
const COUNT = 4
const NUMBER_OF_RECORDS = 5
const RESPONSE = 6
const FROM = 3
const SUCCESS = 1
const NO_RECORDS = 6

/** Between two records, and from the last one to sleep. */
const PAUSE: Milliseconds = 5

export function glucoseMeter(air: Air, { address }: { address: string }): GlucoseMeter {
  const name = 'Koti Glucose'
  const records: { sequenceNumber: number; frame: Uint8Array }[] = []
  let breakAfter: number | undefined
  let sending: NodeJS.Timeout | undefined
  let tired: NodeJS.Timeout | undefined
  const body = air.addDevice({
    address,
    name,
    services: [
      {
        uuid: '1808',
        characteristics: [
          { uuid: '2a18', flags: ['notify'] },
          { uuid: CONTROL_POINT, flags: ['write', 'indicate'] },
        ],
      },
      { uuid: '1805', characteristics: [{ uuid: '2a2b', flags: ['read', 'write'] }] },
      ...commonServices(name, 100),
    ],
  })
  const answer = (...bytes: number[]): boolean => body.indicate(CONTROL_POINT, Uint8Array.from(bytes))

  function report(waiting: readonly Uint8Array[], sent = 0): void {
    const [next, ...others] = waiting
    if (breakAfter === sent) {
      breakAfter = undefined
      body.sleep()
      body.wake()
      return
    }
    sending = setTimeout(() => {
      if (next === undefined) {
        answer(RESPONSE, 0, REPORT, sent === 0 ? NO_RECORDS : SUCCESS)
        tired = setTimeout(() => body.sleep(), 20 * PAUSE)
      } else if (body.indicate('2a18', next)) report(others, sent + 1)
    }, PAUSE)
  }

  body.onWrite((characteristic, [op, operator, _, low = 0, high = 0]) => {
    if (characteristic !== CONTROL_POINT) return
    const from = operator === FROM ? low + 256 * high : 0
    const asked = records.filter(({ sequenceNumber }) => sequenceNumber >= from)
    if (op === COUNT) answer(NUMBER_OF_RECORDS, 0, asked.length & 0xff, asked.length >> 8)
    if (op === REPORT) report(asked.map(({ frame }) => frame))
  })

  return {
    body,
    measure(glucose, at) {
      const sequenceNumber = records.length + 1
      records.push({ sequenceNumber, frame: glucoseMeasurement({ sequenceNumber, glucose }, at) })
      clearTimeout(tired)
      body.wake()
    },
    breakAfter(count) {
      breakAfter = count
    },
    close() {
      clearTimeout(sending)
      clearTimeout(tired)
      body.sleep()
    },
  }
}
