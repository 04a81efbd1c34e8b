import type { KeptSchedule, OnCallSettings } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addOverride } from '../../api/on-call.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PeoplePicker } from './people-picker.tsx'
import { SpanFields, useSpan } from './span-fields.tsx'
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
  const fields = useSpan(Date.now(), Date.now() + 8 * HOUR)
  const [reason, setReason] = useState('')
  const adding = useOnCallChange((body: Parameters<typeof addOverride>[1]) => addOverride(schedule.id, body), onClose)
  const { span } = fields
  const named = away !== '' || instead.length > 0
  const complete = span !== undefined && reason.trim() !== '' && named
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
        <SpanFields {...fields} />
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
                ...span,
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
