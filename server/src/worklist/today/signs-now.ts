import type { Milliseconds, ReadingKind, SignNow } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import { type ReadingRow, readingFromRow } from '../../readings/sqlite-row.ts'
import { trendOf } from './trend.ts'

/** What fits on a card, and is measured once or a few times a day. */
const CARD_KINDS = [
  'body-weight',
  'blood-pressure',
  'heart-rate',
  'oxygen-saturation',
  'body-temperature',
  'blood-glucose',
] as const satisfies readonly ReadingKind[]
const KINDS_LISTED = CARD_KINDS.map((kind) => `'${kind}'`).join(', ')
/** Earlier values that count as the person's own. */
const BACK_MS: Milliseconds = 14 * 24 * 3_600_000
const MOST = 60

/** The last value of each sign of a person, and how it stands to the person's own. */
export function signsNow(sqlite: Sqlite): (patient: string) => { signs: SignNow[]; measuredAt: Milliseconds | null } {
  const series = sqlite.prepare<[string], { id: number; kind: ReadingKind; device: string }>(
    `select id, kind, device from series where patient = ? and kind in (${KINDS_LISTED})`,
  )
  const newest = sqlite.prepare<[number, number], Omit<ReadingRow, 'kind' | 'device'>>(
    'select at, value, id, clock, extra from reading where series = ? order by at desc limit ?',
  )
  const last = sqlite
    .prepare<[string], number | null>(
      `select max(at) from (select (select max(at) from reading r where r.series = s.id) as at
       from series s where s.patient = ?)`,
    )
    .pluck()

  return (patient) => {
    const byKind = Map.groupBy(series.all(patient), ({ kind }) => kind)
    const signs = CARD_KINDS.flatMap((kind): SignNow[] => {
      const rows = (byKind.get(kind) ?? [])
        .flatMap(({ id, device }) => newest.all(id, MOST).map((row): ReadingRow => ({ ...row, kind, device })))
        .filter(({ extra }) => extra === null || !extra.includes('person-uncertain'))
        .sort((a, b) => b.at - a.at)
      const [now, ...before] = rows
      if (now === undefined) return []
      const earlier = before.filter(({ at }) => at > now.at - BACK_MS).map(({ value }) => value)
      const { value, components, at } = readingFromRow(now)
      return [
        {
          kind,
          at,
          ...(value !== undefined && { value }),
          ...(components !== undefined && { components }),
          trend: trendOf(now.value, earlier),
        },
      ]
    })
    return { signs, measuredAt: last.get(patient) ?? null }
  }
}
