import type { Basis } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { formatValue } from '../../../words/numbers.ts'
import { qualityText } from '../../../words/quality-text.ts'
import { kindText, readingText, unitText, withUnit } from '../../../words/reading-text.ts'
import { formatMoment } from '../../../words/times.ts'

/** The readings and events on which the alert rests; columns that nothing fills are left out. */
export function BasisTable({ basis }: { basis: readonly Basis[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  if (basis.length === 0) return <p className="soft">{t('board.detail.noBasis')}</p>
  const measured = basis.some((row) => row.value !== undefined || row.components !== undefined)
  const has = (field: 'limit' | 'baseline' | 'points') => basis.some((row) => row[field] !== undefined)
  const number = (value: number | undefined, kind: string) =>
    value === undefined ? '' : withUnit(formatValue(value, kind, language), unitText(t, kind), language)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="basis-scroll" aria-label={t('board.detail.basis')} tabIndex={0}>
      <Table className="basis" captionSide="top">
        <Table.Caption>{t('board.detail.basis')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('board.basis.what')}</Table.Th>
            {measured && <Table.Th scope="col">{t('board.basis.value')}</Table.Th>}
            {has('limit') && <Table.Th scope="col">{t('board.basis.limit')}</Table.Th>}
            {has('baseline') && <Table.Th scope="col">{t('board.basis.baseline')}</Table.Th>}
            {has('points') && <Table.Th scope="col">{t('board.basis.points')}</Table.Th>}
            <Table.Th scope="col">{t('board.basis.at')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {basis.map((row) => (
            <Table.Tr key={`${row.item} ${row.kind}`}>
              <Table.Th scope="row">{kindText(t, row.kind)}</Table.Th>
              {measured && (
                <Table.Td>
                  <b>{readingText(t, language, row) || '–'}</b>
                  {row.quality !== undefined && row.quality.length > 0 && (
                    <span className="basis-quality"> {row.quality.map((code) => qualityText(t, code)).join(', ')}</span>
                  )}
                </Table.Td>
              )}
              {has('limit') && <Table.Td>{number(row.limit, row.kind)}</Table.Td>}
              {has('baseline') && <Table.Td>{number(row.baseline, row.kind)}</Table.Td>}
              {has('points') && <Table.Td>{row.points ?? ''}</Table.Td>}
              <Table.Td>{formatMoment(row.at, language, now)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
