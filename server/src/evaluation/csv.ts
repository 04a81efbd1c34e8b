import type { EVALUATION_TABLES, Evaluation } from '@kotisilta/contract'
import { csvText } from '../people/export/csv.ts'

type Row = (string | number | null)[]

/** One table of the figures, with a header line; safe in a spreadsheet. */
export function evaluationCsv(figures: Evaluation, table: (typeof EVALUATION_TABLES)[number]): string {
  return csvText(ROWS[table](figures))
}

const ROWS: Readonly<Record<(typeof EVALUATION_TABLES)[number], (figures: Evaluation) => Row[]>> = {
  times: ({ times }) => [
    [
      'priority',
      'raised',
      'delivered',
      'delivered median s',
      'delivered p95 s',
      'acknowledged',
      'acknowledged median s',
      'acknowledged p95 s',
      'share within 60 s',
      'share within 180 s',
      'unacknowledged',
      'resolved',
      'resolved median s',
      'resolved p95 s',
    ],
    ...times.map(({ priority, raised, delivered, acknowledged, resolved, within60, within180, unacknowledged }) => [
      priority,
      raised,
      delivered.count,
      delivered.median,
      delivered.p95,
      acknowledged.count,
      acknowledged.median,
      acknowledged.p95,
      within60,
      within180,
      unacknowledged,
      resolved.count,
      resolved.median,
      resolved.p95,
    ]),
  ],
  rules: ({ rules }) => [
    ['rule', 'raised', 'per patient-day', 'false alarms', 'technical'],
    ...rules.map((row) => [row.rule, row.raised, row.perPatientDay, row.falseAlarms, row.technical]),
  ],
  outcomes: ({ outcomes, falseAlarmCauses }) => [
    ['outcome', 'cause', 'count'],
    ...outcomes.map(({ outcome, count }): Row => [outcome, null, count]),
    ...falseAlarmCauses.map(({ cause, count }): Row => ['false-alarm', cause, count]),
  ],
  days: ({ days }) => [
    ['day', 'high', 'medium', 'low', 'acknowledged median s', 'acknowledged p95 s'],
    ...days.map(({ day, high, medium, low, median, p95 }) => [day, high, medium, low, median, p95]),
  ],
}
