import type { Milliseconds } from '@kotisilta/contract'
import { HOUR } from '../persons/local-time.ts'
import { usualBaseline } from '../persons/physiology.ts'
import { HEART_FAILURE_LEAD } from '../persons/scenario.ts'
import { seedOf } from '../persons/seeded.ts'
import { CAST } from './cast.ts'
import { extra } from './extras.ts'
import type { Home } from './home.ts'

/**
 * The homes of the demo: the cast of the story first, then as many ordinary ones as are wanted. The same arguments give the
 * same homes. `storyStart` is when the story begins: an illness that it tells of has begun some days before.
 */
export function demoHomes(count: number, seed: number, storyStart: Milliseconds): Home[] {
  return Array.from({ length: count }, (_, index) => {
    const { resident, plan, doses, baseline, scenario } = CAST[index] ?? extra(seed, index)
    const personal = seedOf(seed, 'home', index)
    const place = (index + 1).toString(16).padStart(4, '0')
    const bluetooth = (device: number): string => `ble:c04b53${place}${device.toString(16).padStart(2, '0')}`
    const number = String(index + 1).padStart(2, '0')
    return {
      id: `home-demo-${number}`,
      gateway: `gw-demo-${number}`,
      resident,
      plan,
      doses,
      devices: {
        scale: bluetooth(1),
        cuff: bluetooth(2),
        thermometer: bluetooth(3),
        oximeter: bluetooth(4),
        pulseBand: bluetooth(5),
        robot: `mqtt:robot-${place}`,
        wristband: `mqtt:band-${place}`,
      },
      physiology: {
        seed: personal,
        baseline: { ...usualBaseline(personal), ...baseline },
        ...(scenario !== undefined && {
          scenario: { name: scenario, onset: storyStart - HEART_FAILURE_LEAD * HOUR },
        }),
      },
    }
  })
}
