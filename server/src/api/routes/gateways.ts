import { randomBytes } from 'node:crypto'
import {
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  gatewayAddedSchema,
  gatewayIdSchema,
  gatewaySummarySchema,
  homeChoiceSchema,
  offeredCodeSchema,
  type ProblemCode,
  renewalAnswerSchema,
  renewalRequestSchema,
} from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { hashToken, newToken } from '../../identity/session-store.ts'
import { bearerOf, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { App, Services } from '../services.ts'

const parameters = z.object({ id: gatewayIdSchema })
/** Attempts in a minute from one address. A code has 50 bits and holds for a quarter of an hour. */
const limited = { rateLimit: { max: 10, timeWindow: '1 minute' } }
/** A whole region's gateways may stand behind one address. */
const renewals = { rateLimit: { max: 600, timeWindow: '1 minute' } }
const done = z.object({ done: z.literal(true) })

/** Gateways: the technician's list, and how a gateway comes by its certificate. */
export function gatewayRoutes(app: App, services: Services): void {
  const { committer, enrolment, gateways, sessions, endRevoked } = services

  /** Checks, and writes down who did it, before it is done. */
  async function working(request: FastifyRequest, action: string, detail?: string): Promise<{ id: string }> {
    const staff = await permitted(request, sessions, 'keep-gateways')
    const { ground } = staff
    await committer.run({
      type: 'look',
      staff: staff.id,
      patient: null,
      action,
      ground,
      ...(detail !== undefined && { detail }),
    })
    return staff
  }

  app.get('/api/v1/gateways', {
    schema: {
      tags: ['gateways'],
      summary: 'Every gateway: how it is, its devices, its certificate. No people',
      response: { 200: z.array(gatewaySummarySchema) },
    },
    handler: async (request) => {
      const asked = sessions.door.askToken(bearerOf(request) ?? '', 'read-gateways', undefined)
      if (asked === undefined) await working(request, 'gateways-listed')
      else if (!asked.decision.allowed) throw new Problem(asked.decision.code)
      else {
        const { id: staff, decision } = asked
        const entry = { staff, patient: null, action: 'gateways-listed', ground: decision.ground }
        await look(request, committer, { ...entry })
      }
      return gateways.list()
    },
  })

  app.get('/api/v1/gateways/homes', {
    schema: {
      tags: ['gateways'],
      summary: 'Homes for a gateway to stand in, without those who live there',
      response: { 200: z.array(homeChoiceSchema) },
    },
    handler: async (request) => {
      await working(request, 'homes-listed')
      return gateways.homes()
    },
  })

  app.post('/api/v1/gateways', {
    schema: {
      tags: ['gateways'],
      summary: 'A new gateway for a home; it gets in once it has been enrolled',
      body: z.object({ home: z.string().min(1).max(100) }),
      response: { 200: gatewayAddedSchema },
    },
    handler: async (request) => {
      const { home } = request.body
      const gateway = `gw-${randomBytes(4).toString('hex')}`
      await working(request, 'gateway-added', `${gateway} ${home}`)
      const change = { kind: 'added', gateway, home, tokenHash: hashToken(newToken()), at: Date.now() } as const
      answered(await committer.run({ type: 'gateway', change }))
      return { id: gateway }
    },
  })

  app.post('/api/v1/gateways/:id/codes', {
    schema: {
      tags: ['gateways'],
      summary: 'A code for enrolling it: once, within a quarter of an hour; any before it is void',
      params: parameters,
      response: { 200: offeredCodeSchema },
    },
    handler: async (request) => {
      const staff = await working(request, 'enrolment-code-made', request.params.id)
      return told(await enrolment.offer(request.params.id, staff.id))
    },
  })

  app.post('/api/v1/gateways/:id/revocation', {
    schema: {
      tags: ['gateways'],
      summary: 'Takes its access away: certificates, token and codes; its connections end at once',
      params: parameters,
      response: { 200: done },
    },
    handler: async (request) => {
      await working(request, 'gateway-revoked', request.params.id)
      const change = {
        kind: 'revoked',
        gateway: request.params.id,
        tokenHash: hashToken(newToken()),
        at: Date.now(),
      } as const
      answered(await committer.run({ type: 'gateway', change }))
      endRevoked()
      return { done: true as const }
    },
  })

  app.delete('/api/v1/gateways/:id/findings/:code', {
    schema: {
      tags: ['gateways'],
      summary: 'Seen: the finding goes until it comes again',
      params: parameters.extend({ code: z.string().max(60) }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id: gateway, code } = request.params
      await working(request, 'gateway-finding-seen', `${gateway} ${code}`)
      answered(await committer.run({ type: 'gateway', change: { kind: 'finding-seen', gateway, code } }))
      return { done: true as const }
    },
  })

  app.post('/api/v1/gateways/enrolment', {
    schema: {
      tags: ['gateways'],
      summary: 'For gateways: a certificate for a one-time code',
      body: enrolmentRequestSchema,
      response: { 200: enrolmentAnswerSchema },
    },
    config: limited,
    handler: async (request) => told(await enrolment.enrol(request.body.code, request.body.csr)),
  })

  app.post('/api/v1/gateways/renewal', {
    schema: {
      tags: ['gateways'],
      summary: 'For gateways: a new certificate for one whose key is shown',
      body: renewalRequestSchema,
      response: { 200: renewalAnswerSchema },
    },
    config: renewals,
    handler: async (request) => told(await enrolment.renew(request.body)),
  })
}

function told<T extends object>(answer: T | ProblemCode): T {
  if (typeof answer === 'string') throw new Problem(answer)
  return answer
}

function answered(result: { done: true } | { done: false; code: ProblemCode }): void {
  if (!result.done) throw new Problem(result.code)
}
