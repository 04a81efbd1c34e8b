import type { OwnShift } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offerSwap } from '../../api/on-call.ts'
import { useSession } from '../../api/session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { localOf, momentOf } from '../plan/local-time.ts'
import { useOnCallChange, useOnCallSettings } from './use-on-call.ts'

/** A shift, or a part of it, offered to a colleague. */
export function SwapDialog({ shift, onClose }: { shift: OwnShift; onClose(): void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useOnCallSettings()
  const [to, setTo] = useState('')
  const [from, setFrom] = useState(localOf(Math.max(Date.parse(shift.from), Date.now())))
  const [until, setUntil] = useState(localOf(Date.parse(shift.until)))
  const [note, setNote] = useState('')
  const offering = useOnCallChange(offerSwap, onClose)
  const [begin, end] = [momentOf(from), momentOf(until)]
  const colleagues = (settings.data?.staff ?? []).filter(({ id }) => id !== user.id)
  const complete = to !== '' && begin !== undefined && end !== undefined && begin < end
  return (
    <Dialog opened onClose={onClose} title={t('onCall.swap.title', { name: shift.name })}>
      <div className="dialog-body">
        <NativeSelect
          label={t('onCall.swap.to')}
          data-autofocus
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[{ value: '', label: '–' }, ...colleagues.map(({ id, name }) => ({ value: id, label: name }))]}
        />
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
        <TextInput
          label={t('onCall.swap.note')}
          value={note}
          maxLength={300}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <p className="soft">{t('onCall.swap.text')}</p>
        {offering.isError && <FailureNotice error={offering.error} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            loading={offering.isPending}
            disabled={!complete}
            onClick={() =>
              complete &&
              offering.mutate({
                schedule: shift.schedule,
                from: new Date(begin).toISOString(),
                until: new Date(end).toISOString(),
                to,
                note: note.trim(),
              })
            }
          >
            {t('onCall.swap.send')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
