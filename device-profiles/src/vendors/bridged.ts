import { EVENT_KINDS, READING_KIND_NAMES } from '@kotisilta/contract'
import type { Role } from '../bridges/bridge.ts'
import { defineProfile } from '../profile.ts'

const connected = { kinds: ['device-online', 'device-offline', 'battery-level'] } as const
const sensors = { kinds: ['door-opened', 'door-closed', 'motion', 'smoke', 'water-leak', 'sos-pressed'] } as const
const measuring = { kinds: ['body-weight', 'heart-rate'] } as const

const vendor = 'Any'

/**
 * Devices that are heard through another system's messages: which system decides, not the profile. Where their messages do not say what
 * they are used for (a contact mat, a button), the profile does.
 */
export const bridged = [
  defineProfile({
    id: 'bridged-sensor',
    vendor,
    model: 'Sensor behind Zigbee2MQTT, Theengs or Home Assistant',
    description: 'Door, motion, smoke or leak sensor, scale or band, by what it says of itself',
    extend: [connected, sensors, measuring],
  }),
  defineProfile({
    id: 'bridged-bed-sensor',
    vendor,
    model: 'Mat or sensor at a bed',
    description: 'Occupancy or contact of a bed, through another system',
    extend: [connected, { kinds: ['bed-entered', 'bed-left'] }],
  }),
  defineProfile({
    id: 'bridged-chair-sensor',
    vendor,
    model: 'Mat or sensor at a chair',
    description: 'Occupancy or contact of a chair, through another system',
    extend: [connected, { kinds: ['motion'] }],
  }),
  defineProfile({
    id: 'bridged-sos-button',
    vendor,
    model: 'Button that calls for help',
    description: 'Any button, each press of which is a call for help, through another system',
    extend: [connected, { kinds: ['sos-pressed'] }],
  }),
  defineProfile({
    id: 'mapped-device',
    vendor: 'Open',
    model: 'Device with topics of its own',
    description: "Whatever a technician's mapping of plain topics says",
    extend: [{ kinds: [...READING_KIND_NAMES, ...EVENT_KINDS] }],
  }),
]

const ROLES: Readonly<Record<string, Role>> = {
  'bridged-bed-sensor': 'bed',
  'bridged-chair-sensor': 'chair',
  'bridged-sos-button': 'sos',
}

/** What a device of that profile is used for; undefined if its own messages say. */
export const roleOfProfile = (id: string): Role | undefined => (Object.hasOwn(ROLES, id) ? ROLES[id] : undefined)
