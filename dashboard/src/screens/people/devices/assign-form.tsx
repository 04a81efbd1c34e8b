import { deviceIdSchema } from '@kotisilta/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignDevice } from '../../../api/people-endpoints.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useRecordChanged } from '../use-record-changed.ts'

/** A device is somebody's from a time on; what waits in quarantine since then becomes theirs. */
export function AssignForm({ patient, onClose }: { patient: string; onClose(): void }) {
  const { t } = useTranslation()
  const [device, setDevice] = useState('')
  const [profile, setProfile] = useState('')
  const [from, setFrom] = useState('')
  const [instead, setInstead] = useState(false)
  const [checked, setChecked] = useState(false)
  const changed = useRecordChanged(patient)
  const assign = useMutation({
    mutationFn: () =>
      assignDevice(patient, {
        device: device.trim().toLowerCase(),
        profile: profile.trim(),
        instead,
        ...(from !== '' && { from: new Date(from).toISOString() }),
      }),
    onSuccess: () => {
      changed()
      onClose()
    },
  })
  const isDevice = deviceIdSchema.safeParse(device.trim().toLowerCase()).success
  const save = () => {
    setChecked(true)
    if (isDevice && profile.trim() !== '') assign.mutate()
  }
  return (
    <div className="dialog-body">
      <TextInput
        label={t('people.devices.id')}
        data-autofocus
        autoComplete="off"
        value={device}
        error={checked && !isDevice ? t('people.devices.idWrong') : undefined}
        onChange={(event) => setDevice(event.currentTarget.value)}
      />
      <TextInput
        label={t('people.devices.profileId')}
        autoComplete="off"
        value={profile}
        error={checked && profile.trim() === '' ? t('people.devices.profileId') : undefined}
        onChange={(event) => setProfile(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t('people.devices.fromWhen')}
        description={t('people.devices.fromText')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
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
