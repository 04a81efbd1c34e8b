import { battery, bloodPressure, bonded, clock } from '../gatt/capabilities.ts'
import { OMRON_MEMORY } from '../omron/memory.ts'
import { decodeOmronRecord } from '../omron/record.ts'
import type { Capability } from '../profile.ts'
import { defineProfile } from '../profile.ts'

const vendor = 'Omron'

/** Opens its memory to whom knows the key that was set when it was paired. */
const unlocked: Capability = {
  kinds: [],
  onConnect: [
    {
      do: 'write',
      service: OMRON_MEMORY.service,
      characteristic: OMRON_MEMORY.unlock,
      value: 'unlock-key',
      needed: true,
    },
  ],
}

const memoryRecord: Capability = { kinds: ['blood-pressure', 'heart-rate'], record: decodeOmronRecord }

/** Which models keep to the service of the SIG and which have only their memory is known by trial; the former is a guess for any one model. */
export const omron = [
  defineProfile({
    id: 'omron-blood-pressure',
    vendor,
    model: 'Evolv, Complete and others with the standard service',
    description: 'Blood pressure monitor, bonded',
    match: { services: ['1810'], name: /^BLE[Ss]mart_/ },
    extend: [bonded, clock, bloodPressure, battery],
  }),
  defineProfile({
    id: 'omron-hem-7322t',
    vendor,
    model: 'HEM-7322T (M700 Intelli IT)',
    description: 'Blood pressure monitor whose memory is read after unlocking',
    extend: [bonded, unlocked, memoryRecord],
  }),
]
