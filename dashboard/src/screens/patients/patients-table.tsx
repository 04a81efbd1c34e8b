import type { PatientSummary } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { ageAt, formatMoment } from '../../words/times.ts'

export function PatientsTable({ patients }: { patients: readonly PatientSummary[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  return (
    <Table className="patients-table" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('patients.name')}</Table.Th>
          <Table.Th scope="col">{t('patients.age')}</Table.Th>
          <Table.Th scope="col">{t('patients.municipality')}</Table.Th>
          <Table.Th scope="col">{t('patients.language')}</Table.Th>
          <Table.Th scope="col">{t('people.list.status')}</Table.Th>
          <Table.Th scope="col">{t('patients.alerts')}</Table.Th>
          <Table.Th scope="col">{t('patients.heard')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {patients.map((patient) => (
          <Table.Tr key={patient.id}>
            <Table.Th scope="row">
              <Link className="table-link" to={`/patients/${patient.id}`}>
                {patient.name}
              </Link>
            </Table.Th>
            <Table.Td>{patient.birthYear === null ? '–' : ageAt(patient.birthYear, now)}</Table.Td>
            <Table.Td>{patient.municipality ?? '–'}</Table.Td>
            <Table.Td>{t(`terms.patientLanguage.${patient.language}`)}</Table.Td>
            <Table.Td>{t(`people.status.${patient.status}`)}</Table.Td>
            <Table.Td>
              {patient.openAlerts === 0 ? (
                <span className="soft">0</span>
              ) : (
                <b className="patients-open">{patient.openAlerts}</b>
              )}
            </Table.Td>
            <Table.Td>
              {patient.lastHeard === null ? t('patients.never') : formatMoment(patient.lastHeard, language, now)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
