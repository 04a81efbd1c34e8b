/**
 * Limits at the edges of NEWS2's bands (RCP 2017, chart 1): beyond danger is what scores 3 points by itself, beyond
 * attention what scores 2. A limit itself is inside.
 */
export const NEWS2_LIMITS = {
  'heart-rate': { kind: 'heart-rate', red: { low: 41, high: 130 }, yellow: { high: 110 } },
  'blood-pressure.systolic': {
    kind: 'blood-pressure',
    component: 'systolic',
    red: { low: 91, high: 219 },
    yellow: { low: 101 },
  },
  'oxygen-saturation': { kind: 'oxygen-saturation', red: { low: 92 }, yellow: { low: 94 } },
  'respiratory-rate': { kind: 'respiratory-rate', red: { low: 9, high: 24 }, yellow: { high: 20 } },
  'body-temperature': { kind: 'body-temperature', red: { low: 35.1 }, yellow: { high: 39 } },
} as const
