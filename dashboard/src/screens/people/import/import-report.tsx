import type { ImportReport } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** More rows than these are not read on a screen. */
const ROWS = 500

/** What came of a table: how many of each, and of each row what is wrong with it and what to do. */
export function ImportReportView({ report }: { report: ImportReport }) {
  const { t } = useTranslation()
  if (report.fault !== null) return <p role="alert">{t(`people.import.file_fault.${report.fault}`)}</p>
  const count = (outcome: string) => report.rows.filter((row) => row.outcome === outcome).length
  const counts = { new: count('new'), known: count('known'), fault: count('fault') }
  const ordered = [...report.rows].sort((a, b) => Number(b.outcome === 'fault') - Number(a.outcome === 'fault'))
  return (
    <section className="panel">
      <p role="status">
        <b>
          {report.committed
            ? t('people.import.done', { count: counts.new })
            : t('people.import.summary', { ...counts })}
        </b>
      </p>
      {counts.fault > 0 && <p>{t('people.import.mend')}</p>}
      {counts.fault === 0 && counts.new === 0 && <p>{t('people.import.nothing')}</p>}
      {report.ignored.length > 0 && (
        <p className="soft">{t('people.import.ignored', { list: report.ignored.join(', ') })}</p>
      )}
      <div className="table-scroll">
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('people.import.line')}</Table.Th>
              <Table.Th scope="col">{t('people.import.name')}</Table.Th>
              <Table.Th scope="col">{t('people.import.outcome')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered.slice(0, ROWS).map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Th scope="row" dir="auto">
                  {row.name}
                </Table.Th>
                <Table.Td>
                  {row.outcome === 'new' && t('people.import.new')}
                  {row.knownBy !== null && t(`people.import.known.${row.knownBy}`)}
                  {row.faults.map(({ code, column }) => (
                    <p key={`${code} ${column}`}>
                      {t(`people.import.fault.${code}`, {
                        column: column === '' ? '' : t(`people.field.${column}` as 'people.field.name'),
                      })}
                    </p>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}
