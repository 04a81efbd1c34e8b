import { createHash, randomBytes } from 'node:crypto'
import { calendarFeedMadeSchema, calendarFeedSchema, makeCalendarFeedSchema, newUlid } from '@kotisilta/contract'
import { z } from 'zod'
import { OncePer } from '../../metrics/once-per.ts'
import { dutyCalendar } from '../../on-call/calendar/duty-calendar.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'
import { onCallDoor } from './on-call-door.ts'

const HOUR = 3_600_000
const hashOf = (token: string): Uint8Array => createHash('sha256').update(token).digest()

/** Calendars that a phone subscribes to: the address is the key, is told once, and can be taken back. */
export function onCallCalendarRoutes(app: App, services: Services): void {
  const { clock, committer, onCall, sessions } = services
  const run = onCallDoor(services)
  const noted = new OncePer(HOUR)

  app.get('/api/v1/on-call/calendars', {
    schema: {
      tags: ['on-call'],
      summary: 'One’s own calendar addresses',
      response: { 200: z.array(calendarFeedSchema) },
    },
    async handler(request) {
      const { id } = await permitted(request, sessions, 'keep-own-shifts')
      return onCall.feeds(id)
    },
  })
  app.post('/api/v1/on-call/calendars', {
    schema: {
      tags: ['on-call'],
      summary: 'A new address, told once',
      body: makeCalendarFeedSchema,
      response: { 200: calendarFeedMadeSchema },
    },
    async handler(request) {
      const token = randomBytes(32).toString('base64url')
      const id = newUlid(clock.now())
      const { schedule } = request.body
      await run(request, 'keep-own-shifts', { change: 'make-feed', id, hash: hashOf(token), schedule })
      return { id, path: `/api/v1/on-call/calendars/feed/${token}.ics` }
    },
  })
  app.delete('/api/v1/on-call/calendars/:id', {
    schema: {
      tags: ['on-call'],
      summary: 'The address opens nothing any more',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.object({ done: z.literal(true) }) },
    },
    async handler(request) {
      await run(request, 'keep-own-shifts', { change: 'revoke-feed', feed: request.params.id })
      return { done: true as const }
    },
  })
  app.get('/api/v1/on-call/calendars/feed/:token', {
    schema: {
      tags: ['on-call'],
      summary: 'A calendar (RFC 5545) for whoever has its address',
      params: z.object({ token: z.string().max(60) }),
    },
    async handler(request, reply) {
      const feed = await onCall.feed(hashOf(request.params.token.replace(/\.ics$/, '')))
      if (feed === undefined) throw new Problem('not-found')
      const { schedules, staff } = await onCall.snapshots()
      const own = feed.schedule === null ? schedules : schedules.filter(({ id }) => id === feed.schedule)
      const nameOf = (id: string) => staff.get(id)?.name ?? id
      if (noted.first(feed.id, Date.now())) {
        const by = { id: feed.staff, name: nameOf(feed.staff) }
        const change = { change: 'feed-used', feed: feed.id } as const
        committer.run({ type: 'on-call', by, ground: 'duty', change }).catch(() => {})
      }
      const whose = feed.schedule === null ? feed.staff : null
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="duty.ics"')
        .send(dutyCalendar({ schedules: own, nameOf, staff: whose }, clock.now()))
    },
  })
}
