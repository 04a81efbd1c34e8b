import { readTimeContext } from '../frame/date-time.ts'
import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { defineProfile } from '../profile.ts'
import { kilogramsFromJin, kilogramsFromPounds } from '../units.ts'
import { decodeBand } from '../xiaomi/band.ts'
import { decodeS400 } from '../xiaomi/scale-s400.ts'

// Frame layouts as worked out in public by the xiaomi-ble (Apache-2.0) and ble_monitor (MIT) projects; Xiaomi publishes none.

/** What a scale's control bits say, whichever byte they are in. */
interface Control {
  readonly pounds: boolean
  readonly jin: boolean
  readonly stabilised: boolean
  readonly steppedOff: boolean
  /** Weighing a thing put on the scale, not a person. */
  readonly object: boolean
}

/** Counts of 0.005 kg, or of 0.01 of the other units. A frame is heard many times over: only a weight at rest with somebody on it counts. */
function weightFinding(raw: number, control: Control, time: Parameters<typeof measured>[2]) {
  if (control.object) return withheld('body-weight', 'not-a-person')
  if (control.steppedOff) return withheld('body-weight', 'stepped-off')
  if (!control.stabilised) return withheld('body-weight', 'not-stabilised')
  if (control.pounds) return measured('body-weight', kilogramsFromPounds(raw / 100), time)
  return measured('body-weight', control.jin ? kilogramsFromJin(raw / 100) : raw / 200, time)
}

const bit = (byte: number, number: number): boolean => (byte & (1 << number)) !== 0

/** Control, weight, time: ten bytes. */
const decodeScale = frameDecoder((reader) => {
  const flags = reader.uint8('control byte')
  const weight = reader.uint16('weight')
  const time = readTimeContext(reader)
  const [pounds, jin, stabilised] = [bit(flags, 0), bit(flags, 4), bit(flags, 5)]
  return findings(
    weightFinding(weight, { pounds, jin, stabilised, object: bit(flags, 6), steppedOff: bit(flags, 7) }, time),
  )
})

/** Two control bytes, time, impedance, weight: thirteen bytes. Impedance gives no item: body fat from it is a guess of the app. */
const decodeBodyCompositionScale = frameDecoder((reader) => {
  const unit = reader.uint8('first control byte')
  const state = reader.uint8('second control byte')
  const time = readTimeContext(reader)
  reader.skip(2, 'impedance')
  const weight = reader.uint16('weight')
  const [pounds, object] = [bit(unit, 0), bit(unit, 2)]
  const [stabilised, jin, steppedOff] = [bit(state, 5), bit(state, 6), bit(state, 7)]
  return findings(weightFinding(weight, { pounds, jin, stabilised, object, steppedOff }, time))
})

export const xiaomi = [
  defineProfile({
    id: 'xiaomi-scale',
    vendor: 'Xiaomi',
    model: 'Mi Smart Scale',
    description: 'Weight scale that advertises each weighing',
    match: { serviceDataLooks: { '181d': { length: 10 } } },
    extend: [{ kinds: ['body-weight'], serviceData: { '181d': decodeScale } }],
  }),
  defineProfile({
    id: 'xiaomi-body-composition-scale',
    vendor: 'Xiaomi',
    model: 'Mi Body Composition Scale',
    description: 'Body composition scale that advertises each weighing; weight only',
    match: { serviceDataLooks: { '181b': { length: 13 } } },
    extend: [{ kinds: ['body-weight'], serviceData: { '181b': decodeBodyCompositionScale } }],
  }),
  defineProfile({
    id: 'xiaomi-scale-s400',
    vendor: 'Xiaomi',
    model: 'Body Composition Scale S400',
    description: 'Scale that advertises each weighing encrypted; needs its bind key',
    match: { serviceDataLooks: { fe95: { from: 2, hex: 'd53b' } } },
    extend: [{ kinds: ['body-weight', 'heart-rate'], serviceData: { fe95: decodeS400 } }],
  }),
  defineProfile({
    id: 'xiaomi-band',
    vendor: 'Xiaomi',
    model: 'Mi Smart Band',
    description: 'Wristband that advertises the heart rate during an activity',
    match: { manufacturerData: ['0157'], name: /^(Mi|Xiaomi) (Smart )?Band/ },
    extend: [{ kinds: ['heart-rate'], manufacturerData: { '0157': decodeBand } }],
  }),
]
