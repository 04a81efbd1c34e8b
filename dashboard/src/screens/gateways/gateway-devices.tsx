import type { StateMessage } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { useDeviceName } from '../../words/use-device-name.ts'

/** The devices that the gateway hears, and nobody's name. */
export function GatewayDevices({ devices }: { devices: NonNullable<StateMessage['devices']> }) {
  const { t } = useTranslation()
  const nameOf = useDeviceName()
  const language = useLanguage()
  const now = useServerTime(60_000)
  if (devices.length === 0) return <p className="soft">{t('gateways.devices.none')}</p>
  return (
    <details className="gateway-devices">
      <summary>{t('gateways.devices.title', { count: devices.length })}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="gateway-table" tabIndex={0} aria-label={t('gateways.devices.label')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('gateways.devices.device')}</th>
              <th scope="col">{t('gateways.devices.profile')}</th>
              <th scope="col">{t('gateways.devices.battery')}</th>
              <th scope="col">{t('gateways.devices.signal')}</th>
              <th scope="col">{t('gateways.devices.lastSeen')}</th>
              <th scope="col">{t('gateways.devices.silence')}</th>
            </tr>
          </thead>
          <tbody>
            {devices.map(({ device, profile, battery, rssi, lastSeen, silence }) => (
              <tr key={device}>
                <th scope="row">{device}</th>
                <td>{profile == null ? '–' : nameOf(profile)}</td>
                <td>{battery == null ? '–' : `${battery} %`}</td>
                <td>{rssi == null ? '–' : `${rssi} dBm`}</td>
                <td>{lastSeen == null ? '–' : formatMoment(lastSeen, language, now)}</td>
                <td>{silence === undefined ? '–' : t(`gateways.devices.silences.${silence}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
