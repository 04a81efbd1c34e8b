import type { Milliseconds } from '@kotisilta/contract'
import { consentFault, type Decoded, decodeCharacteristic } from '@kotisilta/device-profiles'
import type { HomeDevice } from '../collect/effective-config.ts'
import { type MeterClock, meterClock } from '../collect/meter-clock.ts'
import type { Origin } from '../intake.ts'
import type { DeviceMemory } from '../store/device-memory.ts'
import type { CollectOutcome, Radio, RadioFrame, RadioLink, RadioStep } from './radio.ts'
import type { Conversation } from './stored-records/conversation.ts'
import { glucoseRecords, storesGlucose } from './stored-records/glucose-records.ts'
import { omronRecords } from './stored-records/omron-records.ts'

export interface HomeVisit {
  readonly radio: Radio
  readonly address: string
  readonly home: HomeDevice
  readonly steps: readonly RadioStep[]
  /** What is written once all is subscribed to. */
  readonly afterwards: readonly RadioStep[]
  readonly memory: DeviceMemory
  readonly stop: AbortController
  heard(): void
  /** Resolves with whether it is safe. Never rejects. */
  take(origin: Origin, decoded: Decoded): Promise<boolean>
  onRead(frame: RadioFrame): void
  /** The gateway's time; undefined as long as it does not know it. */
  now(): Milliseconds | undefined
}

/** A connection on which nothing has been said for so long is ended, to spare the device's battery. */
const IDLE: Milliseconds = 15 * 60_000

/** Whether there is anything to connect for. */
export const hasMoreToSay = ({ profile }: HomeDevice): boolean =>
  (profile.subscribe ?? []).length > 0 || profile.record !== undefined

/** Connects to a device of the home and takes what it says, and what it has stored. Resolves when the connection is over. */
export async function homeVisit(visit: HomeVisit): Promise<{ outcome: CollectOutcome; frames: number }> {
  const { radio, address, home, steps, stop } = visit
  const { device, profile } = home
  let clock: MeterClock | undefined
  const take = (source: string, bytes: Uint8Array, decoded: Decoded): Promise<boolean> =>
    visit.take({ device, source, bytes, meterClock: clock }, decoded)
  let locked = false
  const conversation = conversationWith(home, visit.memory, () => {
    locked = true
    stop.abort()
  })
  let frames = 0
  let taken: Promise<boolean>[] = []
  let lost = false
  let keeping: Promise<void> = Promise.resolve()
  const rest = (): NodeJS.Timeout => setTimeout(() => stop.abort(), IDLE)
  let idle = rest()

  /** A record that is not safe is to be fetched again, and with it all since the last time that memory was kept. */
  function keepWhenSafe(asked: Conversation): void {
    const waiting = taken
    taken = []
    keeping = Promise.all([keeping, ...waiting]).then(([, ...safe]) => {
      lost ||= !safe.every(Boolean)
      if (!lost) asked.keep()
    })
  }

  const onFrame = (frame: RadioFrame): void => {
    frames += 1
    clearTimeout(idle)
    idle = rest()
    visit.heard()
    const { characteristic: source, bytes } = frame
    if (conversation === undefined) {
      void take(source, bytes, consentFault(source, bytes) ?? decodeCharacteristic(source, bytes, profile))
      return
    }
    const { brought, over } = conversation.heard(frame)
    for (const each of brought) taken.push(take(each.source, each.bytes, each.decoded))
    if (over) keepWhenSafe(conversation)
  }

  const subscriptions = [...(profile.subscribe ?? []), ...(conversation?.subscriptions ?? [])]
  const outcome = await radio.collect(address, subscriptions, onFrame, stop.signal, {
    steps,
    onRead(frame) {
      const now = visit.now()
      const read = now && meterClock(frame.characteristic, frame.bytes, now)
      if (read) clock = read
      else visit.onRead(frame)
    },
    onReady: (link) => {
      void written(link, visit.afterwards).then(() => conversation?.begin(link))
    },
  })
  clearTimeout(idle)
  conversation?.end()
  if (conversation !== undefined && frames > 0) keepWhenSafe(conversation)
  await keeping
  return { outcome: locked && frames === 0 ? 'step-failed' : outcome, frames }
}

/** One after another; what needs a secret that nobody has configured is left out. */
async function written(link: RadioLink, steps: readonly RadioStep[]): Promise<void> {
  for (const step of steps) {
    const bytes = step.do === 'write' ? step.bytes() : undefined
    if (step.do === 'write' && bytes !== undefined) await link.write(step, bytes)
  }
}

function conversationWith(
  { device, profile }: HomeDevice,
  memory: DeviceMemory,
  silent: () => void,
): Conversation | undefined {
  if (profile.record !== undefined) return omronRecords(device, profile, memory, silent)
  return storesGlucose(profile) ? glucoseRecords(device, profile, memory) : undefined
}
