import type { AccessEntry } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { actionText } from '../../words/access-text.ts'
import { formatDate, formatSeconds } from '../../words/times.ts'

export function AccessTable({ entries }: { entries: readonly AccessEntry[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="table-scroll" aria-label={t('access.log.table')}>
      <Table className="access-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('access.log.when')}</Table.Th>
            <Table.Th scope="col">{t('access.log.who')}</Table.Th>
            <Table.Th scope="col">{t('access.log.whose')}</Table.Th>
            <Table.Th scope="col">{t('access.log.what')}</Table.Th>
            <Table.Th scope="col">{t('access.log.ground')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(({ id, at, staff, patient, action, detail, ground }) => (
            <Table.Tr key={id} data-glass={ground === 'break-glass' || undefined}>
              <Table.Td className="access-when">
                {formatDate(at, language, 0)} {formatSeconds(at, language)}
              </Table.Td>
              <Table.Td>
                {staff.name ?? staff.id}
                {staff.role !== null && <span className="soft">, {t(`terms.role.${staff.role}`)}</span>}
              </Table.Td>
              <Table.Td>{patient === null ? '–' : (patient.name ?? patient.id)}</Table.Td>
              <Table.Td>
                {actionText(t, action)}
                {detail !== null && <span className="access-detail soft">{detail}</span>}
              </Table.Td>
              <Table.Td>{ground === null ? '–' : t(`access.ground.${ground}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
