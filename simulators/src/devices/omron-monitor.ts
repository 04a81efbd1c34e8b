import { HEM_7322T_MEMORY, OMRON_MEMORY } from '@kotisilta/device-profiles'
import type { Air, Body } from '../air/air.ts'

/** A blood pressure monitor that keeps its records in a memory, and opens it to whom it is bonded with and who has its key. */
export interface OmronMonitor {
  readonly body: Body
  /** Somebody has measured; it then advertises until its memory has been read. */
  measure(measured: OmronMeasured): void
  close(): void
}

/** As one record holds it. */
interface OmronMeasured {
  /** 1 or 2 */
  readonly person: number
  readonly systolic: number
  readonly diastolic: number
  readonly pulse: number
  /** What its clock shows: year, month, day, hour, minute, second. */
  readonly at: readonly [number, number, number, number, number, number]
}

const { service, unlock, requests, answers } = OMRON_MEMORY
const PART = 16
const BEGIN = 0
const READ = 1
const END = 0x0f
const UNLOCK = 1
const UNLOCKED = [0x81, 0]
const LOCKED = [0x81, 1]

/** @param key 16 bytes, as they were set when it was paired */
export function omronMonitor(air: Air, { address, key }: { address: string; key: Uint8Array }): OmronMonitor {
  const memory = new Uint8Array(0x1000).fill(0xff)
  const taken = HEM_7322T_MEMORY.first.map(() => 0)
  let open = false
  const body = air.addDevice({
    address,
    bonded: true,
    services: [
      {
        uuid: service,
        characteristics: [
          { uuid: unlock, flags: ['write', 'notify'] },
          { uuid: requests, flags: ['write-without-response'] },
          ...answers.map((uuid) => ({ uuid, flags: ['notify'] as const })),
        ],
      },
    ],
  })

  function answer(request: Uint8Array): void {
    const [, type = BEGIN, , high = 0, low = 0, size = 0] = request
    const from = high * 256 + low
    const data = type === READ ? memory.subarray(from, from + size) : new Uint8Array()
    const packet = [8 + data.length, 0x80 + type, 0, high, low, data.length, ...data, 0]
    const whole = Uint8Array.of(
      ...packet,
      packet.reduce((sum, byte) => sum ^ byte, 0),
    )
    for (let place = 0; place * PART < whole.length; place++) {
      body.indicate(answers[place] as string, whole.slice(place * PART, (place + 1) * PART))
    }
    if (type === END) body.sleep()
  }

  body.onWrite((characteristic, bytes) => {
    if (characteristic === unlock) {
      open = bytes[0] === UNLOCK && Buffer.from(key).equals(bytes.subarray(1))
      body.indicate(unlock, Uint8Array.from(open ? UNLOCKED : LOCKED))
    }
    if (characteristic === requests && open) setImmediate(answer, bytes)
  })

  return {
    body,
    measure(measured) {
      const { first, size } = HEM_7322T_MEMORY
      const person = measured.person - 1
      const place = (first[person] as number) + (taken[person] as number) * size
      memory.set(recordOf(measured), place)
      taken[person] = (taken[person] as number) + 1
      open = false
      body.wake()
    },
    close: () => body.sleep(),
  }
}

/** The bits of a record, the highest first, as the profile's decoder names them. */
function recordOf({ systolic, diastolic, pulse, at }: OmronMeasured): Uint8Array {
  const [year, month, day, hour, minute, second] = at
  const fields: [value: number, width: number][] = [
    [diastolic, 8],
    [systolic - 25, 8],
    [year - 2000, 8],
    [pulse, 8],
    [0, 2],
    [month, 4],
    [day, 5],
    [hour, 5],
    [0, 4],
    [minute, 6],
    [second, 6],
  ]
  const bits = fields.map(([value, width]) => value.toString(2).padStart(width, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Uint8Array.from({ length: HEM_7322T_MEMORY.size }, (_, index) => Number.parseInt(bytes[index] ?? '0', 2))
}
