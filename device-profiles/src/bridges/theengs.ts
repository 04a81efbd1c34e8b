import { failed } from '../decoded.ts'
import { parsePayload } from '../open-device/payload-text.ts'
import { converterTo, ucumOf } from '../reading-units.ts'
import { type Bridge, type BridgeState, nothing } from './bridge.ts'
import { valueAt } from './json-path.ts'
import type { Condition, Observation } from './observation.ts'
import { observe } from './observe.ts'

/** Properties that are a state; names as Theengs' decoder has them for devices of the BTHome format, in part a guess. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  open: 'open',
  opening: 'open',
  door: 'open',
  window: 'open',
  motion: 'occupied',
  occupancy: 'occupied',
  presence: 'occupied',
  smoke: 'smoke',
  moisture: 'leak',
}

const TOPIC = /^[^/]+\/[^/]+\/BTtoMQTT\/([0-9A-F]{12})$/i

/**
 * Theengs Gateway and OpenMQTTGateway: one JSON object for each advertisement, already decoded by them. Weight only of a person; the
 * count of steps has no interval and is passed over. Source: theengs/decoder (names of properties), theengs.io.
 */
export const theengs: Bridge<BridgeState> = {
  initial: { memory: {} },
  topics: () => ['+/+/BTtoMQTT/#'],
  step(state, message, roleOf) {
    const address = TOPIC.exec(message.topic)?.[1]
    if (address === undefined) return nothing(state)
    const device = `ble:${address.toLowerCase()}`
    const parsed = parsePayload(message.payload)
    const said = 'error' in parsed ? parsed : observationsIn(parsed.value.json)
    return observe(state, [{ device, said }], message, roleOf)
  },
}

function observationsIn(json: unknown): readonly Observation[] | ReturnType<typeof failed> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return failed('payload-invalid', 'not an object')
  const conditions = Object.entries(CONDITIONS).flatMap(([property, what]): Observation[] => {
    const value = valueAt(json, [property])
    return typeof value === 'boolean' ? [{ what, value }] : []
  })
  const weight = weightIn(json)
  if (weight !== undefined && 'error' in weight) return weight
  return [
    ...conditions,
    ...(weight === undefined ? [] : [weight]),
    ...numberIn(json, 'act_bpm', 'heart-rate'),
    ...numberIn(json, 'batt', 'battery-level'),
  ]
}

function numberIn(json: object, property: string, kind: 'heart-rate' | 'battery-level'): Observation[] {
  const value = valueAt(json, [property])
  return typeof value === 'number' ? [{ what: 'measured', kind, value }] : []
}

function weightIn(json: object): Observation | ReturnType<typeof failed> | undefined {
  const [value, unit = 'kg', mode = 'person'] = ['weight', 'unit', 'weighing_mode'].map((key) => valueAt(json, [key]))
  if (typeof value !== 'number' || mode !== 'person') return undefined
  const convert = typeof unit === 'string' ? converterTo('body-weight', ucumOf(unit)) : undefined
  if (convert === undefined) return failed('payload-invalid', `a weight in ${JSON.stringify(unit)}`)
  return { what: 'measured', kind: 'body-weight', value: convert(value) }
}
