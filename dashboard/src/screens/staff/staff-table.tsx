import type { StaffRow } from '@kotisilta/contract'
import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'

export function StaffTable({ rows, onChoose }: { rows: readonly StaffRow[]; onChoose(id: string): void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  return (
    <div className="panel staff-panel">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('staff.name')}</Table.Th>
            <Table.Th>{t('staff.username')}</Table.Th>
            <Table.Th>{t('staff.role')}</Table.Th>
            <Table.Th>{t('staff.state')}</Table.Th>
            <Table.Th>{t('staff.factors')}</Table.Th>
            <Table.Th>{t('staff.lastSignedIn')}</Table.Th>
            <Table.Th>
              <span className="unseen">{t('staff.manage')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} data-disabled={row.disabled || undefined}>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td>{row.username}</Table.Td>
              <Table.Td>{t(`terms.role.${row.role}`)}</Table.Td>
              <Table.Td>{t(`staff.states.${stateOf(row)}`, { count: row.sessions })}</Table.Td>
              <Table.Td>
                {row.factors.length === 0
                  ? t('staff.noFactors')
                  : [...new Set(row.factors)].map((kind) => t(`account.factors.kind.${kind}`)).join(', ')}
              </Table.Td>
              <Table.Td>
                {row.lastSignedIn === null ? t('staff.never') : formatDateTime(row.lastSignedIn, language, now)}
              </Table.Td>
              <Table.Td>
                <Button
                  variant="default"
                  aria-label={t('staff.manageNamed', { name: row.name })}
                  onClick={() => onChoose(row.id)}
                >
                  {t('staff.manage')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function stateOf(row: StaffRow): 'disabled' | 'elsewhere' | 'invited' | 'signedIn' | 'active' {
  if (row.disabled) return 'disabled'
  if (row.sessions > 0) return 'signedIn'
  if (row.managedElsewhere) return 'elsewhere'
  return row.hasPassword ? 'active' : 'invited'
}
