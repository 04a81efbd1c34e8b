import {
  battery,
  bloodPressure,
  bodyComposition,
  glucose,
  heartRate,
  pulseOximeter,
  thermometer,
  weightScale,
} from '../gatt/capabilities.ts'
import { defineProfile } from '../profile.ts'

const vendor = 'Bluetooth SIG'

/** Any device that keeps to a SIG service. A device with several services is what stands first here. */
export const bluetoothSig = [
  defineProfile({
    id: 'sig-blood-pressure',
    vendor,
    model: 'Blood Pressure Service',
    description: 'Any blood pressure monitor of the Bluetooth standard',
    generic: true,
    match: { services: ['1810'] },
    extend: [bloodPressure, battery],
  }),
  defineProfile({
    id: 'sig-pulse-oximeter',
    vendor,
    model: 'Pulse Oximeter Service',
    description: 'Any pulse oximeter of the Bluetooth standard, spot-check or continuous',
    generic: true,
    match: { services: ['1822'] },
    extend: [pulseOximeter, battery],
  }),
  defineProfile({
    id: 'sig-glucose',
    vendor,
    model: 'Glucose Service',
    description: 'Any blood glucose meter of the Bluetooth standard',
    generic: true,
    match: { services: ['1808'] },
    extend: [glucose, battery],
  }),
  defineProfile({
    id: 'sig-thermometer',
    vendor,
    model: 'Health Thermometer Service',
    description: 'Any body thermometer of the Bluetooth standard',
    generic: true,
    match: { services: ['1809'] },
    extend: [thermometer, battery],
  }),
  defineProfile({
    id: 'sig-body-composition',
    vendor,
    model: 'Body Composition Service',
    description: 'Any body composition scale of the Bluetooth standard',
    generic: true,
    match: { services: ['181b'] },
    extend: [bodyComposition, weightScale, battery],
  }),
  defineProfile({
    id: 'sig-weight-scale',
    vendor,
    model: 'Weight Scale Service',
    description: 'Any weight scale of the Bluetooth standard',
    generic: true,
    match: { services: ['181d'] },
    extend: [weightScale, battery],
  }),
  defineProfile({
    id: 'sig-heart-rate',
    vendor,
    model: 'Heart Rate Service',
    description: 'Any heart rate band of the Bluetooth standard',
    generic: true,
    match: { services: ['180d'] },
    extend: [heartRate, battery],
  }),
]
