import { channelStateSchema, messageSchema, videoSchema } from '@kotisilta/contract'
import { z } from 'zod'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

/** What has become of messages, and how the ways are that they take. */
export function deliveryRoutes(app: App, { alerts, clock, notifications, sessions }: Services): void {
  const { read, configured, settings } = notifications

  app.get('/api/v1/alerts/:id/messages', {
    schema: {
      tags: ['alerts'],
      summary: 'Who was told on which way, every attempt, oldest first',
      params: z.object({ id: z.string().max(40) }),
      response: { 200: z.array(messageSchema) },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'list-alerts')
      const alert = await alerts.find(request.params.id)
      if (alert === undefined) throw new Problem('not-found')
      // It is about those who were told and holds nothing of the patient: no look at the patient's data.
      await permitted(request, sessions, 'handle-alerts', { patient: alert.patient.id })
      return read.ofAlert(alert.id)
    },
  })

  app.get('/api/v1/patients/:id/video', {
    schema: {
      tags: ['patients'],
      summary: 'Where a call with pictures to this client is opened',
      params: z.object({ id: z.string().max(100) }),
      response: { 200: videoSchema },
    },
    handler: async (request) => {
      const patient = request.params.id
      // An address made of the client's number: nothing of the client is looked at.
      await permitted(request, sessions, 'handle-alerts', { patient })
      const template = settings.video?.url
      return { url: template?.replace(/\{\{client\}\}|%7B%7Bclient%7D%7D/i, encodeURIComponent(patient)) ?? null }
    },
  })

  app.get('/api/v1/channels', {
    schema: {
      tags: ['channels'],
      summary: 'How each way of telling people is',
      response: { 200: z.array(channelStateSchema) },
    },
    handler: async (request) => {
      await permitted(request, sessions, 'see-channels')
      return read.channels(configured, clock.now())
    },
  })
}
