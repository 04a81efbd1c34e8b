import type { Correction, StoredEvent, StoredReading } from '@kotisilta/contract'
import { Button, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { qualityText } from '../../words/quality-text.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'
import { AmendDialog } from '../corrections/amend-dialog.tsx'
import { WithdrawnRow } from '../corrections/withdrawn-row.tsx'

interface Props {
  patient: string
  readings: readonly StoredReading[]
  events: readonly StoredEvent[]
  /** What was changed of what was measured in this time. */
  corrections: readonly Correction[]
  span: string
}

const ROWS = 400

/** The same as the charts, in numbers. */
export function ReadingsTable({ patient, readings, events, corrections, span }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [wrong, setWrong] = useState<StoredReading>()
  const all = [
    ...readings.map((reading) => ({ ...reading, text: readingText(t, language, reading), reading })),
    ...events.map((event) => ({ ...event, text: '', quality: [] as string[], reading: undefined })),
    ...corrections.map((correction) => ({ id: correction.id, at: correction.before.at, correction })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return (
    <>
      {all.length > ROWS && <p role="status">{t('patients.table.more', { shown: ROWS, count: all.length })}</p>}
      <Table captionSide="top" className="readings-table">
        <Table.Caption>{t('patients.table.caption', { span })}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('patients.table.time')}</Table.Th>
            <Table.Th scope="col">{t('patients.table.what')}</Table.Th>
            <Table.Th scope="col">{t('patients.table.value')}</Table.Th>
            <Table.Th scope="col">{t('patients.table.quality')}</Table.Th>
            <Table.Th scope="col">{t('patients.table.device')}</Table.Th>
            <Table.Th scope="col">{t('corrections.column')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.slice(0, ROWS).map((row) =>
            'correction' in row ? (
              <WithdrawnRow key={row.id} correction={row.correction} />
            ) : (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <time dateTime={row.at}>{formatMoment(row.at, language, now)}</time>
                </Table.Td>
                <Table.Th scope="row">{kindText(t, row.kind)}</Table.Th>
                <Table.Td>{row.text}</Table.Td>
                <Table.Td>{row.quality.map((code) => qualityText(t, code)).join(', ')}</Table.Td>
                <Table.Td className="soft">{row.device.startsWith('manual:') ? '' : row.device}</Table.Td>
                <Table.Td>
                  {row.reading !== undefined && (
                    <Button
                      className="amend-button"
                      variant="subtle"
                      aria-label={`${t('corrections.action')} ${kindText(t, row.kind)} ${row.text}`}
                      onClick={() => setWrong(row.reading)}
                    >
                      {t('corrections.action')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ),
          )}
        </Table.Tbody>
      </Table>
      <AmendDialog patient={patient} reading={wrong} onClose={() => setWrong(undefined)} />
    </>
  )
}
