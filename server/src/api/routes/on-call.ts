import {
  isoTimeSchema,
  onCallCalendarSchema,
  onCallChangeSchema,
  onCallIdSchema,
  onCallNowSchema,
  onCallSettingsSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import type { App, Services } from '../services.ts'
import { isoWithoutNoise } from './on-call-door.ts'

const calendarQuery = z.object({
  from: isoTimeSchema.optional(),
  days: z.coerce.number().int().min(1).max(62).default(14),
})
const historyQuery = z.object({ what: z.enum(['schedule', 'policy']), id: onCallIdSchema })

/** Who is on call now and in the coming weeks, by which schedules, and whom an alert climbs to. */
export function onCallRoutes(app: App, { clock, onCall, sessions }: Services): void {
  app.get('/api/v1/on-call/now', {
    schema: {
      tags: ['on-call'],
      summary: 'Who is on, who is next, what is wrong with that, and what is asked of the one who asks',
      response: { 200: onCallNowSchema },
    },
    async handler(request) {
      const { id, ground } = await permitted(request, sessions, 'see-on-call')
      return onCall.now(id, ground === 'administration', clock.now())
    },
  })

  app.get('/api/v1/on-call/calendar', {
    schema: {
      tags: ['on-call'],
      summary: 'Who is on when, and what is wrong with that in the same time',
      querystring: calendarQuery,
      response: { 200: onCallCalendarSchema },
    },
    async handler(request) {
      await permitted(request, sessions, 'see-on-call')
      const { from, days } = request.query
      return onCall.calendar(from === undefined ? isoWithoutNoise(clock.now()) : Date.parse(from), days)
    },
  })

  app.get('/api/v1/on-call/settings', {
    schema: {
      tags: ['on-call'],
      summary: 'Every schedule and policy, and who and what there is to make them of',
      response: { 200: onCallSettingsSchema },
    },
    async handler(request) {
      await permitted(request, sessions, 'see-on-call')
      return onCall.settings()
    },
  })

  app.get('/api/v1/on-call/history', {
    schema: {
      tags: ['on-call'],
      summary: 'Every version of a schedule or a policy, newest first: who changed what, and why',
      querystring: historyQuery,
      response: { 200: z.array(onCallChangeSchema) },
    },
    async handler(request) {
      await permitted(request, sessions, 'see-on-call')
      return onCall.history(request.query.what, request.query.id)
    },
  })
}
