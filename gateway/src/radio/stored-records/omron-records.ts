import {
  answerFromOmron,
  beginOmronReadout,
  type DeviceProfile,
  decodeCharacteristic,
  decodeRecord,
  HEM_7322T_MEMORY,
  OMRON_MEMORY,
  type OmronReadout,
  type OmronReadoutStep,
  omronPartArrived,
} from '@kotisilta/device-profiles'
import type { DeviceMemory } from '../../store/device-memory.ts'
import type { RadioLink } from '../radio.ts'
import type { Conversation } from './conversation.ts'

const { service, requests } = OMRON_MEMORY
const ANSWERS: readonly string[] = OMRON_MEMORY.answers
/** A monitor that does not answer is asked again. */
const ANSWER_WITHIN = 1_000

/**
 * Reads the memory of an Omron monitor: what was not fetched before, each record once. The layout is the HEM-7322T's, the only one that is known.
 * @param silent called when it has not answered however often it was asked: it is locked, and the key is another
 */
export function omronRecords(
  device: string,
  profile: DeviceProfile,
  memory: DeviceMemory,
  silent: () => void,
): Conversation {
  let readout: OmronReadout | undefined
  let link: RadioLink | undefined
  let timer: NodeJS.Timeout | undefined

  function follow(step: OmronReadoutStep): OmronReadoutStep {
    readout = step.readout
    if (step.write !== undefined) void link?.write({ service, characteristic: requests }, step.write)
    clearTimeout(timer)
    if (readout.phase !== 'done') timer = setTimeout(unanswered, ANSWER_WITHIN).unref()
    return step
  }
  function unanswered(): void {
    if (readout === undefined || link === undefined) return
    if (follow(answerFromOmron(readout, undefined)).outcome === 'failed') silent()
  }

  return {
    subscriptions: ANSWERS.map((characteristic) => ({ service, characteristic })),
    begin(ready) {
      link = ready
      follow(beginOmronReadout(HEM_7322T_MEMORY, memory.records(device).seen))
    },
    heard({ characteristic, bytes }) {
      const place = ANSWERS.indexOf(characteristic)
      if (place < 0 || readout === undefined) {
        const decoded = decodeCharacteristic(characteristic, bytes, profile)
        return { brought: place < 0 ? [{ source: characteristic, bytes, decoded }] : [], over: false }
      }
      const { error } = omronPartArrived(readout.parts, place, bytes)
      const spoilt = error === undefined ? [] : [{ source: characteristic, bytes, decoded: { error } }]
      const { records = [], outcome } = follow(answerFromOmron(readout, { place, bytes }))
      const brought = records.map(({ userIndex, bytes: record }) => ({
        source: 'memory',
        bytes: record,
        decoded: decodeRecord(record, profile, { userIndex }),
      }))
      return { brought: [...spoilt, ...brought], over: outcome !== undefined }
    },
    keep() {
      if (readout !== undefined) memory.keepRecords(device, { seen: readout.seen })
    },
    end() {
      clearTimeout(timer)
      link = undefined
    },
  }
}
