import { readTimeContext } from '../frame/date-time.ts'
import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { kilogramsFromField, UNSUCCESSFUL } from './mass.ts'
import { readUser } from './user-id.ts'

const IMPERIAL = 1 << 0
const TIME_STAMP = 1 << 1
const USER_ID = 1 << 2
/** Fields of two bytes that give no item of ours, in their order. */
const PASSED_OVER = [
  [1 << 3, 'basal metabolism'],
  [1 << 4, 'muscle percentage'],
  [1 << 5, 'muscle mass'],
  [1 << 6, 'fat free mass'],
  [1 << 7, 'soft lean mass'],
  [1 << 8, 'body water mass'],
  [1 << 9, 'impedance'],
] as const
const WEIGHT = 1 << 10
const HEIGHT = 1 << 11

/** Body Composition Measurement, 2A9C (Body Composition Service 1.0). Body fat counts in 0.1 %. */
export const decodeBodyCompositionMeasurement = frameDecoder((reader) => {
  const flags = reader.uint16('flags')
  const fat = reader.uint16('body fat percentage')
  reader.note(fat === UNSUCCESSFUL ? 'unsuccessful' : `${fat / 10} %`)
  const time = flags & TIME_STAMP ? readTimeContext(reader) : {}
  const user = flags & USER_ID ? readUser(reader) : {}
  for (const [bit, field] of PASSED_OVER) if (flags & bit) reader.skip(2, field)
  const weight = flags & WEIGHT ? reader.uint16('weight, 0.005 kg or 0.01 lb') : undefined
  if (flags & HEIGHT) reader.skip(2, 'height')
  const context = { ...time, ...user }
  return findings(
    fat === UNSUCCESSFUL ? withheld('body-fat', 'measurement-unsuccessful') : measured('body-fat', fat / 10, context),
    ...(weight === undefined ? [] : [weightFinding(weight, (flags & IMPERIAL) !== 0, context)]),
  )
})

function weightFinding(raw: number, imperial: boolean, context: Parameters<typeof measured>[2]) {
  if (raw === UNSUCCESSFUL) return withheld('body-weight', 'measurement-unsuccessful')
  return measured('body-weight', kilogramsFromField(raw, imperial), context)
}
