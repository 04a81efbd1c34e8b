import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestGateway } from '../harness/gateway.ts'
import { Line } from '../harness/line.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const KILLS = count(10, 50)

let region: Region
let line: Line
beforeAll(async () => {
  region = await Region.open(1)
  line = await Line.open(() => region.server.ready.mqtt)
})
afterAll(async () => {
  await line.close()
  await region.close()
})

async function storedIds(): Promise<string[]> {
  const database = await openDatabase(region.dataDir)
  const ids = database.sqlite.prepare('select id from event').pluck().all() as string[]
  await database.close()
  return ids
}

test(`fault 4: killed between commit and acknowledgement, ${KILLS} times: sent again, stored once, one alert`, async () => {
  const fleet = region.fleet[0] as (typeof region.fleet)[0]
  for (let kill = 0; kill < KILLS; kill++) {
    const gateway = await TestGateway.connect(line.mqttUrl, fleet)
    const item = gateway.item({ type: 'event', kind: 'sos-pressed', at: new Date(Date.now() + kill).toISOString() })
    const message = gateway.message([item])
    line.swallowing = true
    const unacknowledged = expect(gateway.sendRaw(gateway.topic('urgent'), message)).rejects.toThrow('before the ack')
    await until(async () => (await storedIds()).includes(item.id as string), 'the item is committed')
    await region.server.kill()
    line.cut()
    await unacknowledged
    await gateway.close()

    line.swallowing = false
    await region.startServer()
    const again = await TestGateway.connect(line.mqttUrl, fleet)
    await again.sendRaw(again.topic('urgent'), message)
    await again.close()
    expect((await storedIds()).filter((id) => id === item.id)).toHaveLength(1)
  }
  const screen = await region.screen()
  expect([...screen.alerts.values()].map(({ rule }) => rule)).toEqual(['sos'])
  expect([...screen.alerts.values()][0]?.basis).toHaveLength(KILLS)
  screen.close()
})
