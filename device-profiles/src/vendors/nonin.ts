import { battery, bonded, pulseOximeter } from '../gatt/capabilities.ts'
import { decodeNoninOximetry } from '../nonin/oximetry.ts'
import { defineProfile } from '../profile.ts'

const SERVICE = '46a970e0-0d5f-11e2-8b5e-0002a5d5c51b'
const MEASUREMENT = '0aad7ea0-0d60-11e2-8e3c-0002a5d5c51b'

export const nonin = [
  defineProfile({
    id: 'nonin-3230',
    vendor: 'Nonin',
    model: '3230',
    description: 'Finger pulse oximeter, by its own service',
    match: { name: /^Nonin3230_/ },
    extend: [
      bonded,
      {
        kinds: pulseOximeter.kinds,
        subscribe: [{ service: SERVICE, characteristic: MEASUREMENT }],
        characteristics: { [MEASUREMENT]: decodeNoninOximetry },
      },
      battery,
    ],
  }),
]
