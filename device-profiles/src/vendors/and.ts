import { battery, bloodPressure, bonded, clock, clockWithin, thermometer, weightScale } from '../gatt/capabilities.ts'
import { defineProfile } from '../profile.ts'

const vendor = 'A&D'

/** Keep to the services of the SIG, bonded; names as several public programs look for them. */
export const and = [
  defineProfile({
    id: 'and-ua-651',
    vendor,
    model: 'UA-651BLE',
    description: 'Upper-arm blood pressure monitor; its clock is in its blood pressure service',
    match: { services: ['1810'], name: /^A&D_UA-651BLE/ },
    extend: [bonded, clockWithin('1810'), bloodPressure, battery],
  }),
  defineProfile({
    id: 'and-uc-352',
    vendor,
    model: 'UC-352BLE',
    description: 'Weight scale',
    match: { services: ['181d'], name: /^A&D_UC-352BLE/ },
    extend: [bonded, clock, clockWithin('181d'), weightScale, battery],
  }),
  defineProfile({
    id: 'and-ut-201',
    vendor,
    model: 'UT-201BLE',
    description: 'Body thermometer',
    match: { services: ['1809'], name: /^A&D_U[TC]-?201BLE/ },
    extend: [bonded, clockWithin('1809'), thermometer, battery],
  }),
]
