import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getSessionsOf } from '../../api/identity-endpoints.ts'
import { SessionsTable } from '../account/sessions-table.tsx'

export function MemberSessions({ id, count }: { id: string; count: number }) {
  const { t } = useTranslation()
  const sessions = useQuery({ queryKey: ['staff', id, 'sessions', count], queryFn: () => getSessionsOf(id) })
  if (count === 0 || sessions.data === undefined) return <p className="soft">{t('staff.member.notSignedIn')}</p>
  return <SessionsTable sessions={sessions.data} />
}
