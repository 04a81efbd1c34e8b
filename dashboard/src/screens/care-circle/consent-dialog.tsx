import { CONSENT_HOLDERS, CONSENT_SCOPES, type ConsentHolder, type ConsentScope } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { giveConsent } from '../../api/access.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { momentOfDay } from '../../words/day-moment.ts'
import { useCircleChange } from './use-circle-change.ts'

/** To whom, what of it, until when, and who said yes. */
export function ConsentDialog({ patient, onClose }: { patient: string; onClose(): void }) {
  const { t } = useTranslation()
  const [username, setUsername] = useState('')
  const [holder, setHolder] = useState<ConsentHolder>('relative')
  const [scopes, setScopes] = useState<string[]>(['summary'])
  const [given, setGiven] = useState('')
  const [until, setUntil] = useState('')
  const giving = useCircleChange(patient, onClose)
  const incomplete = username.trim() === '' || given.trim() === '' || (holder === 'relative' && scopes.length === 0)
  const save = () => {
    const end = momentOfDay(until, 1)
    const agreed = holder === 'relative' ? (scopes as ConsentScope[]) : []
    const consent = { username: username.trim(), holder, scopes: agreed, given: given.trim() }
    giving.mutate(() => giveConsent(patient, { ...consent, ...(end !== '' && { until: end }) }))
  }
  return (
    <Dialog opened onClose={onClose} title={t('access.circle.give')}>
      <div className="dialog-body">
        <TextInput
          label={t('access.circle.username')}
          data-autofocus
          value={username}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('access.circle.holder')}
          value={holder}
          data={CONSENT_HOLDERS.map((value) => ({ value, label: t(`access.holder.${value}`) }))}
          onChange={(event) => setHolder(event.currentTarget.value as ConsentHolder)}
        />
        {holder === 'relative' && (
          <Checkbox.Group label={t('access.circle.scopes')} value={scopes} onChange={setScopes}>
            <div className="circle-choices">
              {CONSENT_SCOPES.map((scope) => (
                <Checkbox key={scope} value={scope} label={t(`access.scope.${scope}`)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <TextInput
          label={t('access.circle.given')}
          value={given}
          maxLength={300}
          onChange={(event) => setGiven(event.currentTarget.value)}
        />
        <DateField label={t('access.circle.until')} value={until} onChange={setUntil} />
        {giving.isError && <FailureNotice error={giving.error} say={(why) => t('access.circle.notChanged', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={giving.isPending} disabled={incomplete} onClick={save}>
            {t('access.circle.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
