import { KotisiltaError, stateMessageSchema } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { BrokerPorts } from '../broker/embedded-broker.ts'
import type { HomeCommandSender } from '../commands-to-homes/sender.ts'
import type { Committer } from '../commit/committer.ts'
import type { GatewayFindings } from '../gateways/findings.ts'
import { homeConfig } from '../gateways/home-config.ts'
import { memberWeights } from '../gateways/member-weights.ts'
import { hasRadioTrouble } from '../gateways/radio-trouble.ts'
import { stateFindings } from '../gateways/state-findings.ts'
import { readPayload } from '../ingest/read-payload.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { OncePer } from '../metrics/once-per.ts'
import type { Stores } from './open-stores.ts'

/** A gateway that connects again is told of weights as they were known by then: it is looked at anew with its round. */
const WEIGHTS_KEPT = 10 * 60_000

export interface FromGatewaysPorts {
  stores: Stores
  committer: Committer
  findings: GatewayFindings
  figures: Metrics
  logged: OncePer
  /** Not there before the broker is. */
  commands(): HomeCommandSender | undefined
  log: Logger
}

/** What the broker hears of gateways, and where it goes. */
export function fromGateways({
  stores,
  committer,
  findings,
  figures,
  logged,
  commands,
  log,
}: FromGatewaysPorts): BrokerPorts {
  const { words, sqlite, read } = stores
  const { clock, registry, presence, readings } = read
  const configOf = homeConfig(sqlite, memberWeights(readings))
  return {
    registry,
    configOf: (gateway, fresh) => configOf(gateway, clock.now(), fresh ? 0 : WEIGHTS_KEPT),
    message(gateway, lane, payload, done) {
      presence.heard(gateway, clock.now())
      committer.ingest({ gateway, lane, payload }, done)
    },
    state(gateway, payload, done) {
      const state = readPayload(stateMessageSchema, payload)
      if ('detail' in state) {
        const entry = { gateway, lane: 'items', code: 'state-invalid', detail: state.detail, bytes: payload } as const
        committer.run({ type: 'quarantine', entry }).then(() => done(), done)
        return
      }
      const found = stateFindings(presence.stateOf(gateway), state.data)
      for (const { code, detail } of found) findings.note(gateway, code, detail, Date.now())
      presence.heard(gateway, clock.now(), state.data)
      words.radio(gateway, hasRadioTrouble(state.data), clock.now())
      done()
    },
    result(gateway, payload, done) {
      const sender = commands()
      // Not acknowledged, so that it comes again.
      if (sender === undefined) done(new KotisiltaError('not-ready', 'the server is still starting'))
      else sender.result(gateway, payload, done)
    },
    listening: (gateway) => commands()?.listening(gateway),
    connected(gateway) {
      presence.connected(gateway, clock.now())
      words.connected(gateway, clock.now())
    },
    disconnected(gateway) {
      presence.disconnected(gateway, clock.now())
      words.disconnected(gateway, clock.now())
    },
    refused(code, who, detail) {
      figures.refused(code)
      if (registry.exists(who)) findings.note(who, code, detail, Date.now())
      if (logged.first(`${code} ${who}`, Date.now())) log.warn({ code, who, detail }, 'refused')
    },
  }
}
