import type { AliveTestRow } from '@kotisilta/contract'
import { Button, Table } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { askAliveTest, getAliveTests } from '../../api/delivery-endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { LOCALE } from '../../words/numbers.ts'
import { formatMoment } from '../../words/times.ts'

const REFRESH_MS = 5_000
const KEY = ['alive-tests']

/** Of each home: when an alarm from there was last proved to reach a screen. */
export function AliveTests() {
  const { t } = useTranslation()
  const homes = useQuery({ queryKey: KEY, queryFn: getAliveTests, refetchInterval: REFRESH_MS })
  return (
    <section className="panel channels-panel" aria-labelledby="alive-title">
      <h2 id="alive-title">{t('delivery.alive.heading')}</h2>
      <p className="soft">{t('delivery.alive.text')}</p>
      {homes.isPending && <LoadingNotice />}
      {homes.isError && <FailureNotice error={homes.error} onRetry={() => void homes.refetch()} />}
      {homes.data?.length === 0 && <p>{t('delivery.alive.none')}</p>}
      {homes.data !== undefined && homes.data.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('delivery.alive.home')}</Table.Th>
              <Table.Th>{t('delivery.alive.gateway')}</Table.Th>
              <Table.Th>{t('delivery.alive.lastProved')}</Table.Th>
              <Table.Th>{t('delivery.alive.path')}</Table.Th>
              <Table.Th>{t('delivery.alive.latest')}</Table.Th>
              <Table.Th>
                <span className="unseen">{t('delivery.alive.test')}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {homes.data.map((row) => (
              <Row key={row.home} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

function Row({ row: { home, gateway, lastProved, pathMs, lastAsked, lastResult } }: { row: AliveTestRow }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const ask = useMutation({
    mutationFn: () => askAliveTest(gateway),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  const seconds = (ms: number) =>
    new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 1 }).format(ms / 1_000)
  const isUnderWay = lastAsked !== null && lastResult === null
  return (
    <Table.Tr>
      <Table.Td>{home}</Table.Td>
      <Table.Td>{gateway}</Table.Td>
      <Table.Td>{lastProved === null ? t('delivery.alive.never') : formatMoment(lastProved, language, now)}</Table.Td>
      <Table.Td>{pathMs === null ? '–' : t('delivery.alive.seconds', { seconds: seconds(pathMs) })}</Table.Td>
      <Table.Td>
        {lastAsked === null
          ? '–'
          : `${formatMoment(lastAsked, language, now)}: ${
              lastResult === null ? t('delivery.alive.underWay') : t(`delivery.alive.result.${lastResult}`)
            }`}
      </Table.Td>
      <Table.Td>
        <Button
          variant="default"
          disabled={isUnderWay}
          loading={ask.isPending}
          aria-label={t('delivery.alive.testNamed', { home })}
          onClick={() => ask.mutate()}
        >
          {t('delivery.alive.test')}
        </Button>
        {ask.isError && <FailureNotice error={ask.error} say={(why) => t('delivery.contacts.failed', { why })} />}
      </Table.Td>
    </Table.Tr>
  )
}
