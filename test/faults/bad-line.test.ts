import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { Line } from '../harness/line.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'

const PRESSES = 5
/** From the press to the screen, robustness' own bound. */
const BOUND_MS = 60_000

let region: Region
let line: Line
beforeAll(async () => {
  region = await Region.withNetworkDevices(PRESSES)
  line = await Line.open(() => region.server.ready.mqtt)
})
afterAll(async () => {
  await line.close()
  await region.close()
})

test('fault 7: over a line that loses 30 % and takes 2 s, an SOS is on the board within a minute, with a backlog behind it', async () => {
  line.bad = { delay: 2_000, loss: 0.3, random: seeded(7) }
  const screen = await region.screen()
  const homes = region.fleet.map((fleet) => new TestHome(fleet, line.mqttUrl))
  await Promise.all(homes.map((each) => each.begin()))
  const took = await Promise.all(
    homes.map(async (each) => {
      const steps = (value: number) =>
        each.tell('reading', { kind: 'steps', value, unit: '1', over: 'PT15M', at: new Date().toISOString() })
      await Promise.all(Array.from({ length: 50 }, (_, value) => steps(value)))
      const pressed = Date.now()
      await each.tell('event', { kind: 'sos-pressed', at: new Date(pressed).toISOString() })
      await screen.alert(({ rule, patient }) => rule === 'sos' && patient.id === each.patient, BOUND_MS)
      return Date.now() - pressed
    }),
  )
  screen.close()
  // The line is really as bad as it is said to be.
  expect(Math.min(...took)).toBeGreaterThan(2_000)
  expect(Math.max(...took)).toBeLessThan(BOUND_MS)
  line.bad = undefined
  for (const each of homes) await each.close()
})
