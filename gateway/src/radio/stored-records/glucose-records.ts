import {
  answerArrived,
  beginRecordTransfer,
  type DeviceProfile,
  decodeCharacteristic,
  type RecordTransfer,
  recordArrived,
  type Subscription,
  type TransferStep,
} from '@kotisilta/device-profiles'
import type { DeviceMemory } from '../../store/device-memory.ts'
import type { RadioLink } from '../radio.ts'
import type { Conversation } from './conversation.ts'

const MEASUREMENT = '2a18'
const CONTROL_POINT: Subscription = { service: '1808', characteristic: '2a52' }

/** Whether the device is asked for its records by the Glucose Service. */
export const storesGlucose = ({ subscribe = [] }: DeviceProfile): boolean =>
  subscribe.some(
    ({ service, characteristic }) =>
      service === CONTROL_POINT.service && characteristic === CONTROL_POINT.characteristic,
  )

/** Fetches the records that a glucose meter has stored and that were not fetched before, each once. */
export function glucoseRecords(device: string, profile: DeviceProfile, memory: DeviceMemory): Conversation {
  let transfer: RecordTransfer | undefined
  let link: RadioLink | undefined

  function follow(step: TransferStep): TransferStep {
    transfer = step.transfer
    if (step.write !== undefined) void link?.write(CONTROL_POINT, step.write)
    return step
  }

  return {
    subscriptions: [],
    begin(ready) {
      link = ready
      follow(beginRecordTransfer(memory.records(device)))
    },
    heard({ characteristic, bytes }) {
      const frame = { source: characteristic, bytes, decoded: decodeCharacteristic(characteristic, bytes, profile) }
      if (transfer === undefined) return { brought: [frame], over: false }
      if (characteristic === MEASUREMENT) {
        const { isNew = true } = follow(recordArrived(transfer, bytes))
        return { brought: isNew ? [frame] : [], over: false }
      }
      if (characteristic !== CONTROL_POINT.characteristic) return { brought: [frame], over: false }
      return { brought: [frame], over: follow(answerArrived(transfer, bytes)).outcome !== undefined }
    },
    keep() {
      if (transfer !== undefined) memory.keepRecords(device, transfer.memory)
    },
    end() {
      link = undefined
    },
  }
}
