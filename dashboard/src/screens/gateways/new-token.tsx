import { API_SCOPES, type ApiScope, type GatewaySummary } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { makeToken } from './gateways-api.ts'

const DAYS = ['30', '90', '366']

/** Makes a token and shows it, this once. */
export function NewToken({ gateways }: { gateways: readonly GatewaySummary[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ApiScope[]>([])
  const [days, setDays] = useState('90')
  const [gateway, setGateway] = useState('')
  const make = useMutation({
    mutationFn: () => makeToken({ name, scopes, days: Number(days), ...(gateway !== '' && { gateway }) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  const whole = name.trim() !== '' && scopes.length > 0 && (gateway !== '' || !scopes.includes('write-items'))
  return (
    <form
      className="panel token-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) make.mutate()
      }}
    >
      <TextInput
        label={t('gateways.tokens.name')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('gateways.tokens.scopes')}
        value={scopes}
        onChange={(chosen) => setScopes(API_SCOPES.filter((scope) => chosen.includes(scope)))}
      >
        <div className="token-scopes">
          {API_SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={t(`gateways.scope.${scope}`)} />
          ))}
        </div>
      </Checkbox.Group>
      {scopes.includes('write-items') && (
        <NativeSelect
          label={t('gateways.tokens.gateway')}
          value={gateway}
          onChange={(event) => setGateway(event.currentTarget.value)}
          data={[
            { value: '', label: t('gateways.new.choose') },
            ...gateways.map(({ id }) => ({ value: id, label: id })),
          ]}
        />
      )}
      <NativeSelect
        label={t('gateways.tokens.days')}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
        data={DAYS}
      />
      <Button type="submit" variant="default" loading={make.isPending} disabled={!whole}>
        {t('gateways.tokens.make')}
      </Button>
      {make.isError && <FailureNotice error={make.error} say={(why) => t('gateways.failed', { why })} />}
      <div role="status">
        {make.data !== undefined && (
          <>
            <p>{t('gateways.tokens.made')}</p>
            <pre className="code-command">{make.data.token}</pre>
          </>
        )}
      </div>
    </form>
  )
}
