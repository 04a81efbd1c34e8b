import { Button, Checkbox } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignDevice } from '../../../api/people-endpoints.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { DeviceFields, type TypedDevice, wholeDevice } from '../../../ui/device-fields.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useRecordChanged } from '../use-record-changed.ts'

/** A device is somebody's from a time on; what waits in quarantine since then becomes theirs. */
export function AssignForm({ patient, onClose }: { patient: string; onClose(): void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<TypedDevice>({ device: '', profile: '' })
  const [from, setFrom] = useState('')
  const [instead, setInstead] = useState(false)
  const [checked, setChecked] = useState(false)
  const changed = useRecordChanged(patient)
  const assign = useMutation({
    mutationFn: (device: TypedDevice) =>
      assignDevice(patient, {
        ...device,
        instead,
        ...(from !== '' && { from: new Date(from).toISOString() }),
      }),
    onSuccess: () => {
      changed()
      onClose()
    },
  })
  const whole = wholeDevice(typed)
  const save = () => {
    setChecked(true)
    if (whole !== undefined) assign.mutate(whole)
  }
  return (
    <div className="dialog-body">
      <DeviceFields first value={typed} onChange={setTyped} checked={checked} />
      <DateField
        withTime
        label={t('people.devices.fromWhen')}
        description={t('people.devices.fromText')}
        value={from}
        onChange={setFrom}
      />
      <Checkbox
        size="md"
        label={t('people.devices.instead')}
        checked={instead}
        onChange={(event) => setInstead(event.currentTarget.checked)}
      />
      {assign.isError && <FailureNotice error={assign.error} say={(why) => t('people.devices.failed', { why })} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={assign.isPending} onClick={save}>
          {t('people.devices.save')}
        </Button>
      </div>
    </div>
  )
}
