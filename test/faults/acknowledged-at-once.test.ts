import type { Alert } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'

const NURSES = ['aino', 'bo', 'cia', 'dan', 'eva']
const EACH = 200

let region: Region
beforeAll(async () => {
  region = await Region.open(1)
  for (const nurse of NURSES.slice(1)) await region.addUser(nurse, 'nurse')
})
afterAll(() => region.close())

test('fault 30: 1,000 simultaneous acknowledgements: one has it, and all others are told who', async () => {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  const cookies = await Promise.all(NURSES.map((nurse) => region.signIn(nurse)))
  const [alert] = (await region.request(cookies[0] as string, 'GET', '/api/v1/alerts?status=open')).body as Alert[]
  const take = (cookie: string) => region.request(cookie, 'POST', `/api/v1/alerts/${alert?.id}/acknowledge`, {})
  const answers = await Promise.all(
    cookies.flatMap((cookie, nurse) =>
      Array.from({ length: EACH }, () => take(cookie).then((answer) => ({ ...answer, nurse: NURSES[nurse] }))),
    ),
  )
  expect(answers).toHaveLength(1_000)
  const won = new Set(answers.filter(({ status }) => status === 200).map(({ nurse }) => nurse))
  expect(won.size).toBe(1)
  const owner = [...won][0]
  for (const { nurse, status, body } of answers) {
    if (nurse === owner) expect([status, (body as Alert).owner?.name]).toEqual([200, owner])
    else expect([status, body]).toEqual([409, expect.objectContaining({ code: 'alert-already-acknowledged' })])
  }
  const after = (await region.request(cookies[0] as string, 'GET', `/api/v1/alerts/${alert?.id}`)).body as Alert
  expect(after.history.filter(({ event }) => event === 'acknowledged')).toHaveLength(1)
  await gateway.close()
})
