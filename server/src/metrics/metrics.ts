import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { BatchCounts } from '../commit/protocol.ts'

export interface Gauges {
  waiting(): number
  connections(): number
  screens(): number
  unresolved(): number
}

/** The server's figures for Prometheus. None of them names a person. */
export function metrics(gauges: Gauges) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const items = new Counter({ name: 'kotisilta_items_total', help: 'Items stored and judged', registers })
  const duplicates = new Counter({
    name: 'kotisilta_duplicates_total',
    help: 'Items that were there already',
    registers,
  })
  const refused = new Counter({
    name: 'kotisilta_refused_total',
    help: 'Items, payloads, packets and connections refused',
    labelNames: ['code'],
    registers,
  })
  const missing = new Counter({
    name: 'kotisilta_messages_missing_total',
    help: 'Messages left out in the numbering of gateways',
    registers,
  })
  const findings = new Counter({ name: 'kotisilta_findings_total', help: 'Findings', labelNames: ['rule'], registers })
  const commits = new Histogram({
    name: 'kotisilta_commit_seconds',
    help: 'Time from begin to commit of a batch',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  const failures = new Counter({
    name: 'kotisilta_commit_failures_total',
    help: 'Batches that could not be committed',
    labelNames: ['code'],
    registers,
  })
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  gauge('kotisilta_waiting_messages', 'Messages that wait for their commit', gauges.waiting)
  gauge('kotisilta_gateway_connections', 'MQTT connections', gauges.connections)
  gauge('kotisilta_screens', 'On-call screens connected', gauges.screens)
  gauge('kotisilta_unresolved_alerts', 'Alerts that are not resolved', gauges.unresolved)

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    committed(counts: BatchCounts): void {
      items.inc(counts.items)
      duplicates.inc(counts.duplicates)
      commits.observe(counts.took / 1000)
      for (const code in counts.refused) refused.inc({ code }, counts.refused[code] as number)
      for (const { count } of counts.missing) missing.inc(count)
      for (const rule in counts.findings) findings.inc({ rule }, counts.findings[rule] as number)
    },
    refused: (code: string) => refused.inc({ code }),
    failed: (code: string) => failures.inc({ code }),
  }
}

export type Metrics = ReturnType<typeof metrics>
