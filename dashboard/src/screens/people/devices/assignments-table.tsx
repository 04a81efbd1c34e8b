import type { Assignment } from '@kotisilta/contract'
import { Button, Table } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { endAssignment } from '../../../api/people-endpoints.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { formatDateTime } from '../../../words/times.ts'
import { useDeviceName } from '../../../words/use-device-name.ts'
import { useRecordChanged } from '../use-record-changed.ts'

interface Props {
  patient: string
  assignments: readonly Assignment[]
}

export function AssignmentsTable({ patient, assignments }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const nameOf = useDeviceName()
  const changed = useRecordChanged(patient)
  const end = useMutation({
    mutationFn: (assignment: number) => endAssignment(patient, assignment),
    onSuccess: () => changed(),
  })
  return (
    <>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('people.devices.device')}</Table.Th>
            <Table.Th scope="col">{t('people.devices.from')}</Table.Th>
            <Table.Th scope="col">{t('people.devices.until')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {assignments.map(({ id, device, profile, from, until, waiting }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">
                {nameOf(profile)} <span className="soft">{device}</span>
                {waiting > 0 && <span className="soft"> · {t('people.devices.waiting', { count: waiting })}</span>}
              </Table.Th>
              <Table.Td>{Date.parse(from) === 0 ? t('devices.always') : formatDateTime(from, language, now)}</Table.Td>
              <Table.Td>
                {until !== null ? (
                  formatDateTime(until, language, now)
                ) : (
                  <Button
                    variant="default"
                    aria-label={t('people.devices.endThis', { device })}
                    loading={end.isPending && end.variables === id}
                    onClick={() => end.mutate(id)}
                  >
                    {t('people.devices.end')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {end.isError && <FailureNotice error={end.error} say={(why) => t('people.devices.failed', { why })} />}
    </>
  )
}
