import type { SessionRow } from '@kotisilta/contract'
import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatDateTime } from '../../words/times.ts'

interface Props {
  sessions: readonly SessionRow[]
  onEnd?: (id: string) => void
}

/** Where somebody is signed in: on what, from where, since when, last used. */
export function SessionsTable({ sessions, onEnd }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('account.sessions.where')}</Table.Th>
          <Table.Th>{t('account.sessions.address')}</Table.Th>
          <Table.Th>{t('account.sessions.since')}</Table.Th>
          <Table.Th>{t('account.sessions.lastUsed')}</Table.Th>
          {onEnd !== undefined && (
            <Table.Th>
              <span className="unseen">{t('account.sessions.end')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => (
          <Table.Tr key={session.id}>
            <Table.Td>
              {session.agent === '' ? t('account.sessions.unknown') : session.agent}
              {session.current && ` · ${t('account.sessions.here')}`}
              {session.locked && ` · ${t('account.sessions.locked')}`}
            </Table.Td>
            <Table.Td>{session.address}</Table.Td>
            <Table.Td>{formatDateTime(session.since, language, now)}</Table.Td>
            <Table.Td>{formatDateTime(session.lastUsed, language, now)}</Table.Td>
            {onEnd !== undefined && (
              <Table.Td>
                {!session.current && (
                  <Button variant="default" onClick={() => onEnd(session.id)}>
                    {t('account.sessions.end')}
                  </Button>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
