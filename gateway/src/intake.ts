import { type Clock, KotisiltaError, type Milliseconds, markImplausible, newUlid } from '@kotisilta/contract'
import type { Decoded, DecodedItem } from '@kotisilta/device-profiles'
import type { Logger } from 'pino'
import type { DeviceStates } from './collect/device-states.ts'
import type { MeterClock } from './collect/meter-clock.ts'
import { toItem } from './collect/to-item.ts'
import type { MeasurerJudge } from './collect/who-is-measuring/judge-measurer.ts'
import type { Member } from './collect/who-is-measuring/who-is-measuring.ts'
import type { GroupCommit } from './outbox/group-commit.ts'
import type { OutboxEntry } from './outbox/outbox.ts'
import type { Refuse } from './refusals.ts'

/** Where something that was decoded came from. */
export interface Origin {
  /** `<transport>:<address or serial>` */
  readonly device: string
  /** The characteristic, the kind of advertisement data, or the topic. */
  readonly source: string
  readonly bytes: Uint8Array
  /** What the device's own clock showed when its connection was made, if it let itself be asked. */
  readonly meterClock?: MeterClock | undefined
}

export interface IntakeOptions {
  readonly commit: GroupCommit
  readonly refuse: Refuse
  readonly devices: DeviceStates
  readonly clock: Clock
  /** Whether the gateway knows the time; what is dated before is estimated. */
  clockIsKnown(): boolean
  readonly log: Logger
  timeZone(): string
  readonly judge: MeasurerJudge
  /** Who uses that device; none if nobody was named. */
  membersOf(device: string): readonly Member[]
  stateChanged(): void
}

/** The way of everything that a device says into the outbox; what cannot be understood goes to the bad frames. */
export interface Intake {
  /** Resolves when it is on the disk; rejects with a KotisiltaError when the disk does not let us. */
  take(origin: Origin, decoded: Decoded): Promise<void>
}

export function intake(options: IntakeOptions): Intake {
  const { commit, refuse, devices, clock, log } = options

  /** What one frame said, with what is doubtful in it marked. */
  function marked(device: string, items: readonly DecodedItem[], now: Milliseconds): DecodedItem[] {
    const plausible = items.map((said) => (said.type === 'reading' ? markImplausible(said) : said))
    return options.judge.mark(device, plausible, options.membersOf(device), now)
  }

  function entryOf(origin: Origin, said: DecodedItem, now: Milliseconds): OutboxEntry | undefined {
    try {
      const arrived = {
        device: origin.device,
        id: newUlid(now),
        received: now,
        clockIsKnown: options.clockIsKnown(),
        timeZone: options.timeZone(),
        meterClock: origin.meterClock,
      }
      const { item, lane, importance } = toItem(said, arrived)
      if (devices.said(item).batteryChanged) options.stateChanged()
      return { lane, importance, body: JSON.stringify(item) }
    } catch (error) {
      if (error instanceof KotisiltaError) throw error
      refuse(origin, 'item-invalid', error instanceof Error ? error.message : String(error))
      return undefined
    }
  }

  return {
    async take(origin, decoded) {
      if ('error' in decoded) return refuse(origin, decoded.error.code, decoded.error.message)
      if (decoded.withheld !== undefined) log.debug({ device: origin.device, withheld: decoded.withheld }, 'no value')
      const now = clock.now()
      await commit.add(marked(origin.device, decoded.items, now).flatMap((said) => entryOf(origin, said, now) ?? []))
    },
  }
}
