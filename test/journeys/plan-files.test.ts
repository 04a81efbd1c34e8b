import type { CarePlan, PlanPreview } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../harness/region.ts'

let region: Region
let nurse: string
let url: string
beforeAll(async () => {
  region = await Region.open(2)
  await region.addUser('sirpa', 'nurse')
  nurse = await region.signIn('sirpa')
  url = planOf(region.fleet[0]?.devices[0]?.patient as string)
})
afterAll(() => region.close())

const planOf = (patient: string) => `/api/v1/patients/${patient}/plan`
const goal = { id: 'shop', text: 'Kävelee kauppaan' }
const limits = [{ kind: 'heart-rate', red: { high: 121 }, yellow: { high: 110 } }]
const medicines = [{ id: 'm', name: 'Furosemidi 40 mg', doses: [] }]
const get = async <Answer>(path: string) => (await region.request(nurse, 'GET', path)).body as Answer

test('a plan goes out as a CarePlan and comes in for the same person only, and is saved like any other change', async () => {
  const saving = { templates: [], plan: { limits, medicines, goals: [goal] }, reason: 'Sovittu' }
  await region.request(nurse, 'PUT', url, saving, { 'if-match': '0' })
  const file = await get<{ resourceType: string; contained: object[] }>(`${url}/fhir`)
  expect(file.resourceType).toBe('CarePlan')
  expect(JSON.stringify(file)).toContain('Furosemidi')

  const eased = JSON.parse(JSON.stringify(file).replaceAll('121', '125')) as unknown
  const { status, body } = await region.request(nurse, 'POST', `${url}/fhir`, eased)
  expect(status).toBe(200)
  expect((body as PlanPreview).differences).toEqual([
    { path: ['limits', 'heart-rate', 'red', 'high'], before: 121, after: 125 },
  ])
  expect((await get<CarePlan>(url)).newest).toBe(1)

  const other = planOf(region.fleet[1]?.devices[0]?.patient as string)
  expect(await region.request(nurse, 'POST', `${other}/fhir`, file)).toMatchObject({
    status: 422,
    body: { code: 'fhir-invalid', faults: [{ path: 'subject.reference' }] },
  })
})

test('as a model it says what is measured and watched, and nothing of the person', async () => {
  const model = await get<{ resourceType: string }>(`${url}/fhir?as=PlanDefinition`)
  expect(model.resourceType).toBe('PlanDefinition')
  const text = JSON.stringify(model)
  expect(text).toContain('121')
  for (const own of ['Furosemidi', 'Kävelee', region.fleet[0]?.devices[0]?.patient as string]) {
    expect(text).not.toContain(own)
  }
})
