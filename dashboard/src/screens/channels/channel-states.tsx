import type { ChannelState } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getChannels } from '../../api/delivery-endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { formatMoment } from '../../words/times.ts'

const REFRESH_MS = 5_000

/** How each way of telling people is. */
export function ChannelStates() {
  const { t } = useTranslation()
  const channels = useQuery({ queryKey: ['channels'], queryFn: getChannels, refetchInterval: REFRESH_MS })
  return (
    <section className="panel channels-panel" aria-labelledby="channels-title">
      <h2 id="channels-title">{t('delivery.channels.heading')}</h2>
      {channels.isPending && <LoadingNotice />}
      {channels.isError && <FailureNotice error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data !== undefined && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('delivery.channels.channel')}</Table.Th>
              <Table.Th>{t('delivery.channels.state')}</Table.Th>
              <Table.Th>{t('delivery.channels.lastGood')}</Table.Th>
              <Table.Th>{t('delivery.channels.lastFailure')}</Table.Th>
              <Table.Th>{t('delivery.channels.messages')}</Table.Th>
              <Table.Th>{t('delivery.channels.failed')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {channels.data.map((state) => (
              <Row key={state.channel} state={state} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

function Row({
  state: { channel, configured, downSince, lastGood, lastFailure, messages, failed },
}: {
  state: ChannelState
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const moment = (at: string) => formatMoment(at, language, now)
  const none = t('delivery.channels.never')
  return (
    <Table.Tr>
      <Table.Td>{t(`delivery.channel.${channel}`)}</Table.Td>
      <Table.Td className={configured && downSince !== null ? 'channels-down' : undefined}>
        {!configured
          ? t('delivery.channels.off')
          : downSince !== null
            ? t('delivery.channels.down', { at: moment(downSince) })
            : t(lastGood === null ? 'delivery.channels.unknown' : 'delivery.channels.well')}
      </Table.Td>
      <Table.Td>{lastGood === null ? none : moment(lastGood)}</Table.Td>
      <Table.Td>
        {lastFailure === null ? none : `${moment(lastFailure.at)}: ${t(`delivery.code.${lastFailure.code}`)}`}
      </Table.Td>
      <Table.Td>{messages}</Table.Td>
      <Table.Td>{failed}</Table.Td>
    </Table.Tr>
  )
}
