import { type DispenserLanguage, dispenserDecoder, type Saying } from '../dispensers/dispenser-language.ts'
import type { Capability } from '../profile.ts'
import { defineProfile } from '../profile.ts'

// The makers publish what their robots notice, in brochures and manuals, and no interface. So what is told apart here is known, while every
// topic, field and word is a guess, to be put right against the first real robot or its maker's server.

const fault = (code: string): Saying => ({ kind: 'dispenser-fault', code })
const cleared = (code: string): Saying => ({ kind: 'dispenser-fault', code, cleared: true })

/** The robot calls by voice, keeps a dose that was not taken in a locked chamber, gives doses for a journey, and reports what does not work. */
const evondos: DispenserLanguage = {
  topic: /^evondos\/([A-Za-z0-9._-]{1,64})\/event$/,
  fields: { word: 'event', at: 'timestamp', slot: 'dose.scheduled', medicine: 'dose.content', dosesLeft: 'dosesLeft' },
  words: {
    DOSE_DUE: 'dose-due',
    DOSE_OFFERED: 'dose-offered',
    DOSE_TAKEN: 'dose-taken',
    DOSE_TAKEN_LATE: 'dose-taken',
    DOSE_NOT_TAKEN: 'dose-missed',
    DOSE_LOCKED_AWAY: 'dose-withdrawn',
    TRAVEL_DOSE: 'travel-pack',
    SACHET_JAM: fault('jam'),
    SACHET_JAM_CLEARED: cleared('jam'),
    ROLL_FEED_FAULT: fault('roll-feed'),
    ROLL_FEED_RESTORED: cleared('roll-feed'),
    POWER_LOST: fault('power'),
    POWER_RESTORED: cleared('power'),
    BATTERY_LOW: fault('low-battery'),
    ROLL_ENDING: { kind: 'refill-needed' },
    CONNECTION_LOST: 'device-offline',
    CONNECTION_RESTORED: 'device-online',
    TEST_ALARM: 'alive-test',
  },
}

/** Releases a bag when its key is pressed; a signal that nobody answers, and a failure of the dispenser, go to the care provider. */
const medido: DispenserLanguage = {
  topic: /^medido\/([A-Za-z0-9._-]{1,64})\/notification$/,
  fields: { word: 'type', at: 'time', slot: 'dispensing.time', medicine: 'dispensing.bag', dosesLeft: 'remaining' },
  words: {
    signal: 'dose-offered',
    dispensed: 'dose-taken',
    'dispensed-early': 'travel-pack',
    'not-confirmed': 'dose-missed',
    'taken-out-by-carer': 'dose-withdrawn',
    'bag-jammed': fault('jam'),
    'feed-error': fault('roll-feed'),
    'lid-open': fault('lid-open'),
    'mains-failure': fault('power'),
    'mains-restored': cleared('power'),
    'battery-low': fault('low-battery'),
    'nearly-empty': { kind: 'refill-needed' },
    offline: 'device-offline',
    online: 'device-online',
  },
}

/** Feeds bags out of a roll, reminds, and tells an app when a bag was not fetched. */
const dosell: DispenserLanguage = {
  topic: /^dosell\/([A-Za-z0-9._-]{1,64})\/messages$/,
  fields: { word: 'eventType', at: 'occurredAt', slot: 'plannedAt', dosesLeft: 'sachetsLeft' },
  words: {
    Reminder: 'dose-offered',
    SachetFetched: 'dose-taken',
    SachetFetchedAhead: 'travel-pack',
    SachetMissed: 'dose-missed',
    SachetStuck: fault('jam'),
    FeedFailed: fault('roll-feed'),
    FeedRestored: cleared('roll-feed'),
    LowBattery: fault('low-battery'),
    FewSachetsLeft: { kind: 'refill-needed' },
    Disconnected: 'device-offline',
    Connected: 'device-online',
  },
}

const speaking = (language: DispenserLanguage): Capability => ({
  kinds: [
    ...new Set(Object.values(language.words).map((saying) => (typeof saying === 'string' ? saying : saying.kind))),
  ],
  mqtt: dispenserDecoder(language),
})

export const medicationRobots = [
  defineProfile({
    id: 'evondos-robot',
    vendor: 'Evondos',
    model: 'E300, Anna (a guess)',
    description: 'Medication robot; an adapter shaped on what it is publicly known to report',
    extend: [speaking(evondos)],
  }),
  defineProfile({
    id: 'medido-dispenser',
    vendor: 'Innospense',
    model: 'Medido Connected (a guess)',
    description: 'Medication dispenser; an adapter shaped on what it is publicly known to report',
    extend: [speaking(medido)],
  }),
  defineProfile({
    id: 'dosell-dispenser',
    vendor: 'iZafe',
    model: 'Dosell (a guess)',
    description: 'Medication dispenser; an adapter shaped on what it is publicly known to report',
    extend: [speaking(dosell)],
  }),
]
