import { CONSENT_SCOPES, type ConsentScope } from '@kotisilta/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { giveOwnConsent } from '../../api/access.ts'
import { failureCode } from '../../api/request-failed.ts'
import { DateField } from '../../ui/date-field.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { momentOfDay } from '../../words/day-moment.ts'

/** Lets a relative in: who, to what, until when. The client does it, or a guardian for the client. */
export function GiveConsent({ patient }: { patient: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [opened, setOpened] = useState(false)
  const [username, setUsername] = useState('')
  const [scopes, setScopes] = useState<string[]>(['summary'])
  const [until, setUntil] = useState('')
  const giving = useMutation({
    mutationFn: () => {
      const end = momentOfDay(until, 1)
      const consent = { username: username.trim(), scopes: scopes as ConsentScope[] }
      return giveOwnConsent(patient, { ...consent, ...(end !== '' && { until: end }) })
    },
    onSuccess: async () => {
      setOpened(false)
      setUsername('')
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  if (!opened) {
    return (
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('access.me.letIn')}
      </Button>
    )
  }
  return (
    <form
      className="me-give"
      onSubmit={(event) => {
        event.preventDefault()
        giving.mutate()
      }}
    >
      <TextInput
        label={t('access.circle.username')}
        description={t('access.me.usernameHint')}
        value={username}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <Checkbox.Group label={t('access.circle.scopes')} value={scopes} onChange={setScopes}>
        <div className="me-choices">
          {CONSENT_SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`access.scope.${scope}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <DateField label={t('access.circle.until')} value={until} onChange={setUntil} />
      {giving.isError && (
        <FailureNotice
          error={giving.error}
          say={(why) =>
            failureCode(giving.error) === 'request-invalid'
              ? t('access.me.nobodyCalled', { username })
              : t('access.circle.notChanged', { why })
          }
        />
      )}
      <div className="me-choices">
        <Button variant="default" onClick={() => setOpened(false)}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={giving.isPending} disabled={username.trim() === '' || scopes.length === 0}>
          {t('access.circle.save')}
        </Button>
      </div>
    </form>
  )
}
