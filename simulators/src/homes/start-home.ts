import type { Clock, Milliseconds } from '@kotisilta/contract'
import type { Air } from '../air/air.ts'
import { heartRateBand } from '../devices/heart-rate-band.ts'
import { meter } from '../devices/meter.ts'
import { bloodPressureCuff, pulseOximeter, thermometer, weightScale } from '../devices/meters.ts'
import { medicationRobot } from '../dispenser/medication-robot.ts'
import { wristband } from '../dispenser/wristband.ts'
import { HOUR } from '../persons/local-time.ts'
import { between } from '../persons/seeded.ts'
import type { Moment } from './action.ts'
import { agenda } from './agenda.ts'
import { addressOf, type Home, serialOf } from './home.ts'
import { observer } from './observe.ts'
import { routineMoments } from './routine.ts'
import { storyMoments } from './story.ts'

export interface RunningHome {
  close(): Promise<void>
}

export interface HomeOptions {
  home: Home
  /** Where its Bluetooth devices are: an adapter of the virtual BlueZ, or a scripted air. */
  air: Air
  /** The gateway's local broker; absent: the home has no devices on its network. */
  localMqttPort?: number
  /** What time it is in the home, for people and devices. Radios keep to real time however fast it runs. */
  clock: Clock
  /** When the story began; absent: nothing but routine. Of a story that is under way only the rest is played. */
  story?: { startedAt: Milliseconds }
  /** Minutes between two values of the pulse band; 5 if absent. */
  pulseEvery?: number
}

/** How often it looks at the clock, in real time. */
const TICK: Milliseconds = 100
/** After a longer gap than this, on the clock, what lay in it has passed without anybody at home. */
const LONGEST_GAP: Milliseconds = 6 * HOUR

/** Brings a home to life: its person goes through the days, and the devices are used. */
export function startHome({ home, air, localMqttPort, clock, story, pulseEvery = 5 }: HomeOptions): RunningHome {
  const { devices, physiology } = home
  const battery = (device: string): number => Math.round(between(35, 100, physiology.seed, device, 'battery'))
  const placed = (device: string) => ({ address: addressOf(device), battery: battery(device) })
  const scale = meter(air, weightScale, placed(devices.scale))
  const cuff = meter(air, bloodPressureCuff, placed(devices.cuff))
  const ear = meter(air, thermometer, placed(devices.thermometer))
  const oximeter = meter(air, pulseOximeter, placed(devices.oximeter))
  const band = heartRateBand(air, placed(devices.pulseBand))
  const onNetwork = (device: string) =>
    localMqttPort === undefined
      ? undefined
      : { serial: serialOf(device), port: localMqttPort, now: () => clock.now(), battery: battery(device) }
  const robotPlace = onNetwork(devices.robot)
  const robot = robotPlace && medicationRobot({ ...robotPlace, person: () => 'well' })
  const basePlace = onNetwork(devices.wristband)
  const base = basePlace && wristband(basePlace)
  const observed = observer(physiology)

  const act = ({ at, action }: Moment): void => {
    switch (action.does) {
      case 'weigh':
        return scale.measure(observed.weighing(at), at)
      case 'take-blood-pressure':
        return cuff.measure(observed.pressure(at), at)
      case 'take-temperature':
        return ear.measure(observed.temperature(at), at)
      case 'measure-saturation': {
        const { saturation, pulse } = observed.saturation(at)
        return oximeter.measure({ saturation: action.saturation ?? saturation, pulse: action.pulse ?? pulse }, at)
      }
      case 'tell-pulse':
        band.beat(action.pulse ?? observed.pulse(at))
        return
      case 'tell-breathing':
        return base?.breathing(action.perMinute ?? observed.breathing(at), at)
      case 'count-steps':
        return base?.steps(observed.steps(at), at)
      case 'tell-dose':
        return robot?.tell(action.event, action.dose, at)
      case 'tell-band':
        return base?.tell(action.event, at)
    }
  }

  const begun = clock.now()
  const told = story === undefined ? [] : storyMoments(home, story.startedAt).filter(({ at }) => at > begun)
  const next = agenda(begun, told, (from, to) => routineMoments(home, from, to, { pulseEvery }))
  const live = (): void => {
    const now = clock.now()
    for (const moment of next(now)) if (moment.at > now - LONGEST_GAP) act(moment)
  }
  const timer = setInterval(live, TICK)

  return {
    async close() {
      clearInterval(timer)
      for (const device of [scale, cuff, ear, oximeter, band]) device.close()
      await Promise.all([robot?.close(), base?.close()])
    },
  }
}
