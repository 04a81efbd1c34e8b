import type { Assignment } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getPatients } from '../../../api/endpoints.ts'
import { moveReadings } from '../../../api/people-endpoints.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useRecordChanged } from '../use-record-changed.ts'

interface Props {
  patient: string
  assignments: readonly Assignment[]
  onClose(): void
}

/** What a device measured in a span was somebody else's. */
export function MoveForm({ patient, assignments, onClose }: Props) {
  const { t } = useTranslation()
  const [device, setDevice] = useState(assignments[0]?.device ?? '')
  const [owner, setOwner] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [checked, setChecked] = useState(false)
  const changed = useRecordChanged(patient)
  const patients = useQuery({ queryKey: ['patients'], queryFn: getPatients })
  const move = useMutation({
    mutationFn: () =>
      moveReadings(patient, {
        device,
        patient: owner,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      }),
    onSuccess: () => changed(),
  })
  const complete = device !== '' && owner !== '' && from !== '' && to !== ''
  const others = (patients.data ?? []).filter(({ id }) => id !== patient)
  const devices = [...new Set(assignments.map((each) => each.device))]
  return (
    <div className="dialog-body">
      <p>{t('people.move.text')}</p>
      <NativeSelect
        size="md"
        label={t('people.devices.device')}
        value={device}
        data={devices}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <NativeSelect
        size="md"
        label={t('people.move.to')}
        value={owner}
        data={[{ value: '', label: '–' }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
      <DateField withTime label={t('people.move.from')} value={from} onChange={setFrom} />
      <DateField withTime label={t('people.move.until')} value={to} onChange={setTo} />
      {checked && !complete && <p role="alert">{t('people.move.missing')}</p>}
      {move.isError && <FailureNotice error={move.error} say={(why) => t('people.devices.failed', { why })} />}
      <p role="status">{move.data !== undefined && t('people.move.done', { count: move.data.moved })}</p>
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.close')}
        </Button>
        <Button
          loading={move.isPending}
          onClick={() => {
            setChecked(true)
            if (complete) move.mutate()
          }}
        >
          {t('people.move.save')}
        </Button>
      </div>
    </div>
  )
}
