import type { OwnShift } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { offerSwap } from '../../api/on-call.ts'
import { useSession } from '../../api/session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SpanFields, useSpan } from './span-fields.tsx'
import { useOnCallChange, useOnCallSettings } from './use-on-call.ts'

/** A shift, or a part of it, offered to a colleague. */
export function SwapDialog({ shift, onClose }: { shift: OwnShift; onClose(): void }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const settings = useOnCallSettings()
  const [to, setTo] = useState('')
  const fields = useSpan(Math.max(Date.parse(shift.from), Date.now()), Date.parse(shift.until))
  const [note, setNote] = useState('')
  const offering = useOnCallChange(offerSwap, onClose)
  const { span } = fields
  const colleagues = (settings.data?.staff ?? []).filter(({ id }) => id !== user.id)
  const complete = to !== '' && span !== undefined
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
        <SpanFields {...fields} />
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
                ...span,
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
