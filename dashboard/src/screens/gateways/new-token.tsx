import { API_SCOPES, type ApiScope, type GatewaySummary, PERSONAL_SCOPES } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAreas } from '../../api/access.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AREAS_KEY } from '../areas/areas-key.ts'
import { makeToken } from './gateways-api.ts'

/** In place of an area's id. */
const EVERY = '*'
const DAYS = ['30', '90', '366']

/** Makes a token and shows it, this once. */
export function NewToken({ gateways }: { gateways: readonly GatewaySummary[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ApiScope[]>([])
  const [days, setDays] = useState('90')
  const [gateway, setGateway] = useState('')
  const [areas, setAreas] = useState<string[]>([])
  const isPersonal = PERSONAL_SCOPES.some((scope) => scopes.includes(scope))
  const known = useQuery({ queryKey: AREAS_KEY, queryFn: getAreas, enabled: isPersonal })
  const make = useMutation({
    mutationFn: () =>
      makeToken({
        name,
        scopes,
        days: Number(days),
        ...(gateway !== '' && { gateway }),
        ...(isPersonal && { areas: areas.includes(EVERY) ? 'every' : areas }),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  const whole =
    name.trim() !== '' &&
    scopes.length > 0 &&
    (gateway !== '' || !scopes.includes('write-items')) &&
    (areas.length > 0 || !isPersonal)
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
      {isPersonal && (
        <Checkbox.Group label={t('gateways.tokens.areas')} value={areas} onChange={setAreas}>
          <div className="token-scopes">
            <Checkbox value={EVERY} label={t('gateways.tokens.everyArea')} />
            {known.data?.areas.map(({ id, name: label }) => (
              <Checkbox key={id} value={id} label={label} disabled={areas.includes(EVERY)} />
            ))}
          </div>
          {known.isError && <FailureNotice error={known.error} onRetry={() => void known.refetch()} />}
        </Checkbox.Group>
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
