import type { KeptSchedule, OnCallSettings } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addOverride } from '../../api/on-call.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { localOf, momentOf } from '../plan/local-time.ts'
import { PeoplePicker } from './people-picker.tsx'
import { useOnCallChange } from './use-on-call.ts'

interface Props {
  schedule: KeptSchedule
  settings: OnCallSettings
  onClose(): void
}

const HOUR = 3_600_000

/** Somebody is away, somebody comes instead or besides. */
export function OverrideDialog({ schedule, settings, onClose }: Props) {
  const { t } = useTranslation()
  const [away, setAway] = useState('')
  const [instead, setInstead] = useState<string[]>([])
  const [from, setFrom] = useState(localOf(Date.now()))
  const [until, setUntil] = useState(localOf(Date.now() + 8 * HOUR))
  const [reason, setReason] = useState('')
  const adding = useOnCallChange((body: Parameters<typeof addOverride>[1]) => addOverride(schedule.id, body), onClose)
  const [begin, end] = [momentOf(from), momentOf(until)]
  const named = away !== '' || instead.length > 0
  const complete = begin !== undefined && end !== undefined && begin < end && reason.trim() !== '' && named
  return (
    <Dialog opened onClose={onClose} title={t('onCall.override.title', { name: schedule.name })} size="lg">
      <div className="dialog-body">
        <NativeSelect
          label={t('onCall.override.away')}
          data-autofocus
          value={away}
          onChange={(event) => setAway(event.currentTarget.value)}
          data={[
            { value: '', label: t('onCall.override.nobody') },
            ...settings.staff.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <p>{t('onCall.override.instead')}</p>
        <PeoplePicker
          label={t('onCall.override.instead')}
          staff={settings.staff}
          chosen={instead}
          onChange={setInstead}
        />
        <div className="on-call-form">
          <TextInput
            type="datetime-local"
            label={t('onCall.fromLabel')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label={t('onCall.untilLabel')}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <TextInput
          label={t('onCall.edit.reason')}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {adding.isError && <FailureNotice error={adding.error} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            loading={adding.isPending}
            disabled={!complete}
            onClick={() =>
              complete &&
              adding.mutate({
                from: new Date(begin).toISOString(),
                until: new Date(end).toISOString(),
                ...(away !== '' && { away }),
                instead,
                reason: reason.trim(),
              })
            }
          >
            {t('onCall.override.add')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
