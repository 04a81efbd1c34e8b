import { type GatewaySummary, isRadioState } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { triesDevices } from '../../shell/rights.ts'
import { formatDate, formatMoment } from '../../words/times.ts'
import { TestPanel } from '../installation-test/test-panel.tsx'
import { CodeDialog } from './code-dialog.tsx'
import { FindingList } from './finding-list.tsx'
import { GatewayDevices } from './gateway-devices.tsx'
import { PairingPanel } from './pairing-panel.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

/** One gateway: whether it is there, how it is, what a technician should know, and what can be done. */
export function GatewayCard({ gateway }: { gateway: GatewaySummary }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { user } = useSession()
  const [asked, setAsked] = useState<'code' | 'revoke'>()
  const when = (at: string) => formatMoment(at, language, now)
  const { state, lanes } = gateway
  const missing = lanes.reduce((sum, lane) => sum + lane.missing, 0)
  return (
    <li className="panel gateway-card" data-online={gateway.online}>
      <div className="gateway-head">
        <div>
          <h2>{gateway.id}</h2>
          <p className="soft">{gateway.place ?? gateway.home}</p>
        </div>
        <p className="gateway-presence">
          {gateway.online && gateway.since !== null && t('gateways.online', { since: when(gateway.since) })}
          {!gateway.online && gateway.since !== null && t('gateways.offline', { since: when(gateway.since) })}
          {gateway.since === null && t('gateways.never')}
        </p>
      </div>
      <dl className="gateway-facts">
        <dt>{t('gateways.certificate')}</dt>
        <dd>
          {gateway.certificateEnds !== null
            ? t('gateways.certificateEnds', { date: formatDate(gateway.certificateEnds, language, now) })
            : t(gateway.revokedAt === null ? 'gateways.noCertificate' : 'gateways.revoked')}
        </dd>
        <dt>{t('gateways.lastHeard')}</dt>
        <dd>{gateway.lastHeard === null ? t('gateways.notYet') : when(gateway.lastHeard)}</dd>
        <dt>{t('gateways.version')}</dt>
        <dd>{state?.version ?? '–'}</dd>
        <dt>{t('gateways.backlog')}</dt>
        <dd>{state?.backlog ?? '–'}</dd>
        <dt>{t('gateways.missing')}</dt>
        <dd>{missing}</dd>
        <dt>{t('gateways.clock')}</dt>
        <dd>{state?.clock === undefined ? '–' : t(`gateways.clocks.${state.clock}`)}</dd>
        <dt>{t('gateways.radio')}</dt>
        <dd>{isRadioState(state?.radio) ? t(`gateways.radios.${state.radio}`) : '–'}</dd>
      </dl>
      <FindingList gateway={gateway} />
      <GatewayDevices devices={state?.devices ?? []} />
      {triesDevices(user.role) && <PairingPanel gateway={gateway} />}
      {triesDevices(user.role) && <TestPanel gateway={gateway} />}
      <div className="gateway-act">
        <Button variant="default" onClick={() => setAsked('code')}>
          {t('gateways.enrol')}
        </Button>
        <Button variant="default" onClick={() => setAsked('revoke')}>
          {t('gateways.revoke')}
        </Button>
      </div>
      <CodeDialog gateway={gateway} opened={asked === 'code'} onClose={() => setAsked(undefined)} />
      <RevokeDialog gateway={gateway} opened={asked === 'revoke'} onClose={() => setAsked(undefined)} />
    </li>
  )
}
