import type { Areas } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addArea, getAreas } from '../../api/access.ts'
import { useSession } from '../../api/session.ts'
import { changesAreas } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { AREAS_KEY } from './areas-key.ts'
import { ReachTable } from './reach-table.tsx'
import { Teams } from './teams.tsx'
import './areas.css'

/** Areas, teams, and who works where; the administrator changes it, the coordinator sees it. */
export function AreasScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const areas = useQuery({ queryKey: AREAS_KEY, queryFn: getAreas })
  const changes = changesAreas(user.role)
  return (
    <div className="areas">
      <ScreenHeading title={t('access.areas.title')} />
      <p className="soft">{t('access.areas.text')}</p>
      {areas.isPending && <LoadingNotice />}
      {areas.isError && <FailureNotice error={areas.error} onRetry={() => void areas.refetch()} />}
      {areas.data !== undefined && (
        <>
          <AreaList areas={areas.data} changes={changes} />
          <Teams areas={areas.data} changes={changes} />
          <ReachTable areas={areas.data} changes={changes} />
        </>
      )}
    </div>
  )
}

function AreaList({ areas, changes }: { areas: Areas; changes: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const adding = useMutation({
    mutationFn: () => addArea(name.trim()),
    onSuccess: async () => {
      setName('')
      await queries.invalidateQueries({ queryKey: AREAS_KEY })
    },
  })
  return (
    <section className="panel areas-part" aria-label={t('access.areas.areas')}>
      <h2>{t('access.areas.areas')}</h2>
      <ul className="areas-list">
        {areas.areas.map((area) => (
          <li key={area.id}>
            <b>{area.name}</b> <span className="soft">{t('access.areas.patients', { count: area.patients })}</span>
          </li>
        ))}
      </ul>
      {changes && (
        <form
          className="areas-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') adding.mutate()
          }}
        >
          <TextInput
            label={t('access.areas.newArea')}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={adding.isPending}>
            {t('access.areas.add')}
          </Button>
        </form>
      )}
      {adding.isError && <FailureNotice error={adding.error} say={(why) => t('access.areas.failed', { why })} />}
    </section>
  )
}
