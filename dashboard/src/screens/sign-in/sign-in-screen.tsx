import { PROVIDER_REFUSALS, type ProviderRefusal } from '@kotisilta/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router'
import { getWaysIn } from '../../api/identity-endpoints.ts'
import { useSessionState } from '../../api/session.ts'
import { ParkedPeople } from './parked-people.tsx'
import { PasskeyWay } from './passkey-way.tsx'
import { ProviderWay } from './provider-way.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'

interface Arrival {
  /** Where somebody was when the server asked who they are. */
  from?: string
  /** Their sign-in ran out while they were looking. */
  ended?: boolean
}

const isRefusal = (code: string | null): code is ProviderRefusal => PROVIDER_REFUSALS.some((known) => known === code)

export function SignInScreen() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { from = '/', ended = false } = (useLocation().state ?? {}) as Arrival
  const [query] = useSearchParams()
  const { data } = useSessionState()
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: getWaysIn, staleTime: 0 })
  const [startOver, setStartOver] = useState(false)
  const refusal = query.get('refused')
  const another = query.has('another')
  const { session } = data ?? {}

  if (session !== undefined && !(session.locked && another)) return <Navigate to={from} replace />
  const factors = startOver ? null : (ways.data?.secondFactor ?? null)
  if (factors !== null) {
    return (
      <SignInFrame title={t('signIn.secondFactor.title')}>
        <SecondFactorForm factors={factors} onStartOver={() => setStartOver(true)} />
      </SignInFrame>
    )
  }
  const secondFactorNeeded = () => {
    setStartOver(false)
    void client.invalidateQueries({ queryKey: ['ways-in'] })
  }
  return (
    <SignInFrame title={t('signIn.title')} notice={ended ? t('signIn.ended') : undefined}>
      {isRefusal(refusal) && (
        <div className="sign-in-failed" role="alert">
          <p>{t(`signIn.refused.${refusal}.what`)}</p>
          <p className="sign-in-advice">{t(`signIn.refused.${refusal}.next`)}</p>
        </div>
      )}
      {!another && <ParkedPeople />}
      <ProviderWay provider={ways.data?.provider ?? null} from={from} />
      <SignInForm onSecondFactor={secondFactorNeeded} />
      <PasskeyWay />
      {another && (
        <button type="button" className="sign-in-link" onClick={() => navigate('/')}>
          {t('signIn.backToLocked')}
        </button>
      )}
    </SignInFrame>
  )
}
