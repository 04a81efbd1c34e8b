import type { CareCircle } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { endRelationship, getColleagues, relate } from '../../api/access.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { momentOfDay } from '../../words/day-moment.ts'
import { formatDate } from '../../words/times.ts'
import { useCircleChange } from './use-circle-change.ts'

interface Props {
  patient: string
  relationships: CareCircle['relationships']
  changes: boolean
}

/** Nurses and teams who look after the client, whatever their area. */
export function Relationships({ patient, relationships, changes }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const ending = useCircleChange(patient)
  return (
    <section className="panel circle-part" aria-label={t('access.circle.relationships')}>
      <h2>{t('access.circle.relationships')}</h2>
      {relationships.length === 0 && <p className="soft">{t('access.circle.noRelationships')}</p>}
      <ul className="circle-rows">
        {relationships.map(({ id, staff, team, from, until }) => {
          const name = staff?.name ?? team?.name ?? ''
          return (
            <li key={id}>
              <div>
                <b>{name}</b>, {staff === null ? t('access.circle.team') : t(`terms.role.${staff.role}`)}
                <p className="soft">
                  {formatDate(from, language, now)} –{' '}
                  {until === null ? t('access.circle.forNow') : formatDate(until, language, now)}
                </p>
              </div>
              {changes && (
                <Button
                  variant="default"
                  aria-label={t('access.circle.endOf', { name })}
                  disabled={ending.isPending}
                  onClick={() => ending.mutate(() => endRelationship(patient, id))}
                >
                  {t('access.circle.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {ending.isError && <FailureNotice error={ending.error} say={(why) => t('access.circle.notChanged', { why })} />}
      {changes && <NewRelationship patient={patient} />}
    </section>
  )
}

function NewRelationship({ patient }: { patient: string }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: getColleagues })
  const making = useCircleChange(patient, () => form.current?.reset())
  const choices = [
    { value: '', label: t('access.circle.choose') },
    ...(colleagues.data?.staff ?? []).map(({ id, name, role }) => ({
      value: `staff ${id}`,
      label: `${name}, ${t(`terms.role.${role}`)}`,
    })),
    ...(colleagues.data?.teams ?? []).map(({ id, name }) => ({
      value: `team ${id}`,
      label: `${name}, ${t('access.circle.team')}`,
    })),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fields = new FormData(form.current as HTMLFormElement)
    const [kind, id] = String(fields.get('whom')).split(' ')
    const until = momentOfDay(String(fields.get('until')), 1)
    if (id === undefined) return
    const whom = kind === 'team' ? { team: id } : { staff: id }
    making.mutate(() => relate(patient, { ...whom, ...(until !== '' && { until }) }))
  }
  return (
    <form ref={form} className="circle-form" onSubmit={submit}>
      <NativeSelect name="whom" label={t('access.circle.whom')} data={choices} required />
      <TextInput name="until" type="date" label={t('access.circle.until')} />
      <Button type="submit" variant="default" loading={making.isPending}>
        {t('access.circle.add')}
      </Button>
      {making.isError && <FailureNotice error={making.error} say={(why) => t('access.circle.notChanged', { why })} />}
    </form>
  )
}
