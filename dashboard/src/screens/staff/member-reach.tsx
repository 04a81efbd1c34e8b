import type { Areas } from '@kotisilta/contract'
import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getAreas, putReach, putTeam } from '../../api/access.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AREAS_KEY } from '../areas/areas-key.ts'
import { type Reach, ReachField } from './reach-field.tsx'

/** The areas and teams of one account; saved apart from its name and role. */
export function MemberReach({ id }: { id: string }) {
  const { t } = useTranslation()
  const areas = useQuery({ queryKey: AREAS_KEY, queryFn: getAreas })
  const member = areas.data?.staff.find((each) => each.id === id)
  return (
    <section className="staff-reach-part" aria-label={t('staff.reach.title')}>
      <h3>{t('staff.reach.title')}</h3>
      {areas.isError && <FailureNotice error={areas.error} onRetry={() => void areas.refetch()} />}
      {areas.data !== undefined && member !== undefined && (
        <ReachForm id={id} areas={areas.data} before={member.areas} />
      )}
    </section>
  )
}

function ReachForm({ id, areas, before }: { id: string; areas: Areas; before: Reach }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reach, setReach] = useState(before)
  const [teams, setTeams] = useState(areas.teams.filter(({ members }) => members.includes(id)).map((team) => team.id))
  const save = useMutation({
    async mutationFn() {
      await putReach(id, reach)
      for (const { id: team, name, areas: where, members } of areas.teams) {
        const wasIn = members.includes(id)
        if (wasIn === teams.includes(team)) continue
        const others = members.filter((member) => member !== id)
        await putTeam(team, { name, areas: where, members: wasIn ? others : [...others, id] })
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: AREAS_KEY }),
  })
  return (
    <>
      <ReachField reach={reach} onChange={setReach} />
      {areas.teams.length > 0 && (
        <Checkbox.Group label={t('staff.reach.teams')} value={teams} onChange={setTeams}>
          <div className="staff-reach">
            {areas.teams.map((team) => (
              <Checkbox key={team.id} value={team.id} label={team.name} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <div>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('staff.reach.save')}
        </Button>
      </div>
      <p role="status">{save.isSuccess && t('staff.reach.saved')}</p>
      {save.isError && <FailureNotice error={save.error} say={(why) => t('staff.notDone', { why })} />}
    </>
  )
}
