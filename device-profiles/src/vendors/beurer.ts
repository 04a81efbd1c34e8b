import {
  battery,
  bloodPressure,
  bodyComposition,
  bonded,
  clock,
  thermometer,
  userConsent,
  weightScale,
} from '../gatt/capabilities.ts'
import { defineProfile } from '../profile.ts'

const vendor = 'Beurer'

/** Keep to the services of the SIG. The scale as recorded in public by the ble-scale-sync project; the names of the others are a guess. */
export const beurer = [
  defineProfile({
    id: 'beurer-diagnostic-scale',
    vendor,
    model: 'BF105, BF500, BF720',
    description: 'Diagnostic scale; gives its data only with the consent code of a user',
    match: { manufacturerData: ['0611'], name: /^BF\d{3}/ },
    extend: [bonded, clock, userConsent, weightScale, bodyComposition, battery],
  }),
  defineProfile({
    id: 'beurer-blood-pressure',
    vendor,
    model: 'BM and BC series',
    description: 'Blood pressure monitor for the arm or the wrist',
    match: { services: ['1810'], name: /^B[CM]\d{2}/ },
    extend: [bonded, clock, bloodPressure, battery],
  }),
  defineProfile({
    id: 'beurer-thermometer',
    vendor,
    model: 'FT95',
    description: 'Contactless thermometer',
    match: { services: ['1809'], name: /^FT95/ },
    extend: [clock, thermometer, battery],
  }),
]
