import {
  changeStaffSchema,
  factorRulesSchema,
  newStaffSchema,
  passwordLinkSchema,
  sessionRowSchema,
  setFactorRulesSchema,
  staffAddedSchema,
  staffRowSchema,
} from '@kotisilta/contract'
import { z } from 'zod'
import { sessionRow } from '../../identity/account.ts'
import { accepted } from '../arrival.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const tags = ['staff']
const params = z.object({ id: z.string().max(40) })
const done = { 204: z.null() }

/** The administrator's care of accounts. */
export function staffRoutes(app: App, { identity, sessions }: Services): void {
  const { staff } = identity

  app.get('/api/v1/staff', {
    schema: { tags, summary: 'All accounts', response: { 200: z.array(staffRowSchema) } },
    handler: async (request) => {
      await permitted(request, sessions, 'manage-staff')
      return staff.list()
    },
  })

  app.post('/api/v1/staff', {
    schema: {
      tags,
      summary: 'A new account, with a one-time link',
      body: newStaffSchema,
      response: { 200: staffAddedSchema },
    },
    handler: async (request) => {
      const by = await permitted(request, sessions, 'manage-staff')
      return accepted(await staff.add(by.id, request.body))
    },
  })

  app.patch('/api/v1/staff/:id', {
    schema: { tags, summary: 'Another name or role; disabled or not', params, body: changeStaffSchema, response: done },
    handler: async (request, reply) => {
      const by = await permitted(request, sessions, 'manage-staff')
      accepted(await staff.change(by.id, request.params.id, request.body))
      return reply.status(204).send(null)
    },
  })

  app.get('/api/v1/second-factor', {
    schema: { tags, summary: 'Who needs a second factor', response: { 200: factorRulesSchema } },
    handler: async (request) => {
      await permitted(request, sessions, 'manage-staff')
      return identity.factorRules.read()
    },
  })

  app.put('/api/v1/second-factor', {
    schema: {
      tags,
      summary: 'Roles that need a second factor, from their next sign-in on',
      body: setFactorRulesSchema,
      response: done,
    },
    handler: async (request, reply) => {
      const by = await permitted(request, sessions, 'manage-staff')
      accepted(await identity.factorRules.set(by.id, request.body.roles))
      return reply.status(204).send(null)
    },
  })

  app.post('/api/v1/staff/:id/reset-password', {
    schema: {
      tags,
      summary: 'A new one-time link; the old password is void',
      params,
      response: { 200: passwordLinkSchema },
    },
    handler: async (request) => {
      const by = await permitted(request, sessions, 'manage-staff')
      return accepted(await staff.resetPassword(by.id, request.params.id))
    },
  })

  app.post('/api/v1/staff/:id/reset-factors', {
    schema: { tags, summary: 'Without second factors, PIN and sessions', params, response: done },
    handler: async (request, reply) => {
      const by = await permitted(request, sessions, 'manage-staff')
      accepted(await staff.resetFactors(by.id, request.params.id))
      return reply.status(204).send(null)
    },
  })

  app.get('/api/v1/staff/:id/sessions', {
    schema: { tags, summary: 'Where somebody is signed in', params, response: { 200: z.array(sessionRowSchema) } },
    handler: async (request) => {
      await permitted(request, sessions, 'manage-staff')
      return (await staff.sessionsOf(request.params.id)).map((session) => sessionRow(session, undefined))
    },
  })

  app.delete('/api/v1/staff/:id/sessions', {
    schema: { tags, summary: 'Sign somebody out everywhere', params, response: done },
    handler: async (request, reply) => {
      const by = await permitted(request, sessions, 'manage-staff')
      const open = (await staff.sessionsOf(request.params.id)).map(({ id }) => id)
      await sessions.close(open, { staff: by.id, action: 'sessions-revoked', detail: request.params.id })
      return reply.status(204).send(null)
    },
  })

  app.delete('/api/v1/staff/:id/sessions/:session', {
    schema: {
      tags,
      summary: 'Sign somebody out there',
      params: params.extend({ session: z.string().max(40) }),
      response: done,
    },
    handler: async (request, reply) => {
      const by = await permitted(request, sessions, 'manage-staff')
      const { id, session } = request.params
      if (!(await staff.sessionsOf(id)).some((each) => each.id === session)) throw new Problem('not-found')
      await sessions.close([session], { staff: by.id, action: 'session-revoked', detail: id })
      return reply.status(204).send(null)
    },
  })
}
