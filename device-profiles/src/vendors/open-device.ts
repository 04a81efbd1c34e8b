import { decodeOpenMessage } from '../open-device/open-message.ts'
import type { Capability } from '../profile.ts'
import { defineProfile } from '../profile.ts'

const vendor = 'Open'

const connected: Capability = {
  kinds: ['device-online', 'device-offline', 'battery-level', 'alive-test'],
  mqtt: decodeOpenMessage,
}

const gives = (...kinds: Capability['kinds']): Capability => ({ kinds })

const doseLife = gives('dose-due', 'dose-offered', 'dose-taken', 'dose-missed', 'dose-withdrawn', 'travel-pack')
const upkeep = gives('dispenser-fault', 'refill-needed')
const alarm = gives('sos-pressed', 'fall-detected', 'fall-cancelled', 'worn', 'not-worn')
const vitals = gives('heart-rate', 'respiratory-rate', 'oxygen-saturation', 'body-temperature')
const days = gives('steps', 'activity', 'sleep')

/** LAN devices that speak the open profile of docs/local-mqtt.md. */
export const openDevice = [
  defineProfile({
    id: 'open-dispenser',
    vendor,
    model: 'Medication dispenser',
    description: 'Medication robot that reports over MQTT by the open profile',
    extend: [connected, doseLife, upkeep],
  }),
  defineProfile({
    id: 'open-wristband',
    vendor,
    model: 'Wristband with base',
    description: 'Wristband with SOS key whose base reports over MQTT by the open profile',
    extend: [connected, alarm, vitals, days],
  }),
]
