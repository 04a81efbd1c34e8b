import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getPatients } from '../../api/endpoints.ts'
import { useOverview } from '../../api/use-overview.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { formatMoment } from '../../words/times.ts'
import { useSpanText } from '../../words/use-words.ts'

/** The homes whose gateway is not connected, longest silent first. */
export function UnheardScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const spanText = useSpanText()
  const now = useServerTime(10_000)
  const overview = useOverview(undefined)
  const patients = useQuery({ queryKey: ['patients'], queryFn: getPatients })
  const ids = new Map(patients.data?.map(({ id, name }) => [name, id]))
  const homes = [...(overview.data?.unheard ?? [])].sort((a, b) => (a.since ?? '').localeCompare(b.since ?? ''))

  return (
    <>
      <ScreenHeading title={t('board.unheard.title')} />
      <p className="soft">{t('board.unheard.text')}</p>
      {overview.isPending && <LoadingNotice />}
      {overview.isError && <FailureNotice error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.data !== undefined && homes.length === 0 && <EmptyNotice title={t('board.unheard.empty')} text="" />}
      {homes.length > 0 && (
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('board.unheard.who')}</Table.Th>
              <Table.Th scope="col">{t('board.unheard.since')}</Table.Th>
              <Table.Th scope="col">{t('board.unheard.gateway')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {homes.map((home) => (
              <Table.Tr key={home.gateway}>
                <Table.Td>
                  {home.patients.length === 0 && t('board.unheard.nobody')}
                  {home.patients.map((name) =>
                    ids.has(name) ? (
                      <Link key={name} className="table-link" to={`/patients/${ids.get(name)}`}>
                        {name}
                      </Link>
                    ) : (
                      name
                    ),
                  )}
                </Table.Td>
                <Table.Td>
                  {home.since === null
                    ? t('board.unheard.never')
                    : `${formatMoment(home.since, language, now)} (${t('time.ago', { span: spanText(now - Date.parse(home.since)) })})`}
                </Table.Td>
                <Table.Td>{home.gateway}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  )
}
