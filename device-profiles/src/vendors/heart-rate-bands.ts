import { battery, heartRate } from '../gatt/capabilities.ts'
import { defineProfile } from '../profile.ts'

/** Bands that keep to the Heart Rate Service; names as several public programs look for them. */
export const heartRateBands = [
  defineProfile({
    id: 'polar-heart-rate',
    vendor: 'Polar',
    model: 'H7, H9, H10, OH1, Verity Sense',
    description: 'Heart rate sensor for chest or arm',
    match: { services: ['180d'], name: /^Polar / },
    extend: [heartRate, battery],
  }),
  defineProfile({
    id: 'garmin-heart-rate',
    vendor: 'Garmin',
    model: 'HRM-Dual, HRM-Pro',
    description: 'Heart rate chest strap',
    match: { services: ['180d'], name: /^HRM-(Dual|Pro)/ },
    extend: [heartRate, battery],
  }),
]
