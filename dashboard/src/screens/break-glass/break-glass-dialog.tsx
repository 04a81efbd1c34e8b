import { type FoundOutside, GLASS_HOURS } from '@kotisilta/contract'
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { breakGlass } from '../../api/access.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'

const SHORTEST_REASON = 10

/** Says what it means before it is done, and asks why. */
export function BreakGlassDialog({ person, onClose }: { person: FoundOutside; onClose(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const tooShort = reason.trim().length < SHORTEST_REASON
  const opening = useMutation({
    mutationFn: () => breakGlass(person.id, reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries()
      navigate(`/patients/${person.id}`)
    },
  })
  const open = () => {
    setTried(true)
    if (!tooShort) opening.mutate()
  }
  return (
    <Dialog opened onClose={onClose} title={t('access.glass.dialog.title', { name: person.name })}>
      <div className="dialog-body">
        <p>{t('access.glass.dialog.text', { count: GLASS_HOURS })}</p>
        <Textarea
          label={t('access.glass.dialog.reason')}
          data-autofocus
          autosize
          minRows={3}
          maxLength={500}
          value={reason}
          error={tried && tooShort ? t('access.glass.dialog.reasonMissing', { count: SHORTEST_REASON }) : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {opening.isError && <FailureNotice error={opening.error} say={(why) => t('access.glass.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={opening.isPending} onClick={open}>
            {t('access.glass.dialog.open')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
