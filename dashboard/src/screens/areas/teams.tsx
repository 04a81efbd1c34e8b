import type { Areas } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TeamDialog } from './team-dialog.tsx'

type Team = Areas['teams'][number]

export function Teams({ areas, changes }: { areas: Areas; changes: boolean }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Team | 'new'>()
  const areaName = (id: string) => areas.areas.find((area) => area.id === id)?.name ?? id
  const staffName = (id: string) => areas.staff.find((member) => member.id === id)?.name ?? id
  return (
    <section className="panel areas-part" aria-label={t('access.areas.teams')}>
      <h2>{t('access.areas.teams')}</h2>
      {areas.teams.length === 0 && <p className="soft">{t('access.areas.noTeams')}</p>}
      <ul className="areas-list">
        {areas.teams.map((team) => (
          <li key={team.id} className="areas-team">
            <div>
              <b>{team.name}</b>
              <p className="soft">
                {team.areas.map(areaName).join(', ') || '–'} · {team.members.map(staffName).join(', ') || '–'}
              </p>
            </div>
            {changes && (
              <Button
                variant="default"
                aria-label={t('access.areas.changeTeam', { name: team.name })}
                onClick={() => setEdited(team)}
              >
                {t('access.areas.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {changes && (
        <Button variant="default" className="areas-new" onClick={() => setEdited('new')}>
          {t('access.areas.newTeam')}
        </Button>
      )}
      {edited !== undefined && (
        <TeamDialog team={edited === 'new' ? undefined : edited} areas={areas} onClose={() => setEdited(undefined)} />
      )}
    </section>
  )
}
