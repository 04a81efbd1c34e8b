import { colleaguesSchema, isoTime, type Milliseconds, type PutSchedule } from '@kotisilta/contract'
import { COLLEAGUE, type DemoLogin, NURSE } from './set-up.ts'

const DAY: Milliseconds = 24 * 60 * 60 * 1000

/**
 * A rota in which the one who signs in and a colleague take turns by the week, and every home a client of the one who
 * signs in: entered as a coordinator would, through the same doors.
 */
export async function tellWhoIsOn(
  url: string,
  login: DemoLogin,
  patients: readonly string[],
  now: Milliseconds,
): Promise<void> {
  const signedIn = await call(url, 'POST', '/api/v1/session', login)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const { staff } = colleaguesSchema.parse(
    await (await call(url, 'GET', '/api/v1/colleagues', undefined, cookie)).json(),
  )
  const idOf = (name: string): string => staff.find((each) => each.name === name)?.id ?? ''
  const self = idOf(NURSE.name)
  const monday = isoTime(now - ((new Date(now).getUTCDay() + 6) % 7) * DAY).slice(0, 10)
  const schedule: PutSchedule = {
    name: 'Päivystys',
    layers: [
      {
        id: 'weeks',
        name: 'Viikot',
        crews: [[self], [idOf(COLLEAGUE.name)]],
        from: monday,
        handover: '07:00',
        turnDays: 7,
      },
    ],
    holidays: [],
    confirmMinutes: null,
    version: 0,
    reason: 'Esittely',
  }
  await call(url, 'PUT', '/api/v1/on-call/schedules/demo', schedule, cookie)
  for (const patient of patients) {
    await call(url, 'POST', `/api/v1/patients/${patient}/relationships`, { staff: self }, cookie)
  }
}

/** @throws Error with what the server said */
async function call(
  url: string,
  method: string,
  path: string,
  body: object | undefined,
  cookie = '',
): Promise<Response> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response
}
