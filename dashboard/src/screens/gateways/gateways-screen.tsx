import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { managesTokens } from '../../shell/rights.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { GatewayCard } from './gateway-card.tsx'
import { getGateways } from './gateways-api.ts'
import { inOrder } from './in-order.ts'
import { isPairing } from './is-pairing.ts'
import { NewGateway } from './new-gateway.tsx'
import { Tokens } from './tokens.tsx'
import './gateways.css'

const REFRESH_MS = 15_000
/** Somebody stands beside a device and waits. */
const PAIRING_MS = 2_000
/** Cards at once; the search finds the others. */
const SHOWN = 50

/** For technicians: every gateway and its devices, those first that need somebody; no people. */
export function GatewaysScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const [search, setSearch] = useState('')
  const now = useServerTime(5_000)
  const gateways = useQuery({
    queryKey: ['gateways'],
    queryFn: getGateways,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => isPairing(state?.pairing, now)) ? PAIRING_MS : REFRESH_MS,
  })
  const found = inOrder(gateways.data ?? [], search)
  return (
    <div className="gateways">
      <ScreenHeading title={t('gateways.title')} />
      <p className="soft">{t('gateways.text')}</p>
      <NewGateway />
      <TextInput
        type="search"
        label={t('gateways.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {gateways.isPending && <LoadingNotice />}
      {gateways.isError && (
        <FailureNotice
          error={gateways.error}
          say={(why) => t('gateways.notFetched', { why })}
          onRetry={() => void gateways.refetch()}
        />
      )}
      {gateways.data !== undefined && found.length === 0 && (
        <EmptyNotice title={t('gateways.empty.title')} text={t('gateways.empty.text')} />
      )}
      {found.length > SHOWN && <p>{t('gateways.more', { shown: SHOWN, count: found.length })}</p>}
      <ul className="gateway-cards">
        {found.slice(0, SHOWN).map((gateway) => (
          <GatewayCard key={gateway.id} gateway={gateway} />
        ))}
      </ul>
      {managesTokens(user.role) && <Tokens gateways={gateways.data ?? []} />}
    </div>
  )
}
