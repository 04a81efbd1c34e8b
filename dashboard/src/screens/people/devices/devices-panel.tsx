import type { PatientRecord, PeopleChoices } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAssignments, giveKit } from '../../../api/people-endpoints.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { useRecordChanged } from '../use-record-changed.ts'
import { AssignForm } from './assign-form.tsx'
import { AssignmentsTable } from './assignments-table.tsx'
import { MoveForm } from './move-form.tsx'

interface Props {
  record: PatientRecord
  kits: PeopleChoices['kits']
}

/** Whose each device is, from when until when; a device more, or a whole kit. */
export function DevicesPanel({ record, kits }: Props) {
  const { t } = useTranslation()
  const [assigning, setAssigning] = useState(false)
  const [moving, setMoving] = useState(false)
  const devices = useQuery({ queryKey: ['assignments', record.id], queryFn: () => getAssignments(record.id) })
  const inService = record.status === 'active' || record.status === 'hospital'
  return (
    <section className="panel">
      <h2>{t('people.devices.title')}</h2>
      {devices.isPending && <LoadingNotice />}
      {devices.isError && <FailureNotice error={devices.error} onRetry={() => void devices.refetch()} />}
      {devices.data?.length === 0 && <p className="soft">{t('people.devices.none')}</p>}
      {devices.data !== undefined && devices.data.length > 0 && (
        <div className="table-scroll">
          <AssignmentsTable patient={record.id} assignments={devices.data} />
        </div>
      )}
      {inService && (
        <div className="people-actions">
          <Button variant="default" onClick={() => setAssigning(true)}>
            {t('people.devices.assign')}
          </Button>
          <GiveKit patient={record.id} kits={kits} />
        </div>
      )}
      {devices.data !== undefined && devices.data.length > 0 && (
        <div className="people-actions">
          <Button variant="default" onClick={() => setMoving(true)}>
            {t('people.move.title')}
          </Button>
        </div>
      )}
      <Dialog opened={moving} onClose={() => setMoving(false)} title={t('people.move.title')} size="lg">
        <MoveForm patient={record.id} assignments={devices.data ?? []} onClose={() => setMoving(false)} />
      </Dialog>
      <Dialog opened={assigning} onClose={() => setAssigning(false)} title={t('people.devices.assign')} size="lg">
        <AssignForm patient={record.id} onClose={() => setAssigning(false)} />
      </Dialog>
    </section>
  )
}

function GiveKit({ patient, kits }: { patient: string; kits: PeopleChoices['kits'] }) {
  const { t } = useTranslation()
  const [kit, setKit] = useState('')
  const changed = useRecordChanged(patient)
  const give = useMutation({ mutationFn: () => giveKit(patient, kit), onSuccess: () => changed() })
  if (kits.length === 0) return null
  return (
    <div className="people-inline">
      <NativeSelect
        size="md"
        aria-label={t('people.new.kit')}
        value={kit}
        data={[{ value: '', label: t('people.new.kit') }, ...kits.map(({ id, label }) => ({ value: id, label }))]}
        onChange={(event) => setKit(event.currentTarget.value)}
      />
      <Button variant="default" disabled={kit === ''} loading={give.isPending} onClick={() => give.mutate()}>
        {t('people.devices.giveKit')}
      </Button>
      <p role="status">{give.isSuccess && t('people.devices.kitGiven')}</p>
      {give.isError && <FailureNotice error={give.error} say={(why) => t('people.devices.failed', { why })} />}
    </div>
  )
}
