import { GROUNDS } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogFilter } from '../../api/access.ts'
import { momentOfDay } from '../../words/day-moment.ts'

/** By user name or id, by the person's exact name or id, by ground and by days; what is left empty is not asked for. */
export function LogFilterForm({ onSearch }: { onSearch(filter: LogFilter): void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const search = (event: FormEvent) => {
    event.preventDefault()
    const fields = new FormData(form.current as HTMLFormElement)
    const field = (name: string) => String(fields.get(name) ?? '')
    onSearch({
      staff: field('staff'),
      patient: field('patient'),
      action: '',
      ground: field('ground'),
      from: momentOfDay(field('from'), 0),
      to: momentOfDay(field('to'), 1),
    })
  }
  const grounds = GROUNDS.map((value) => ({ value, label: t(`access.ground.${value}`) }))
  return (
    <form ref={form} className="panel access-filter" onSubmit={search}>
      <TextInput name="staff" label={t('access.log.staffField')} autoComplete="off" maxLength={100} />
      <TextInput name="patient" label={t('access.log.patientField')} autoComplete="off" maxLength={100} />
      <NativeSelect
        name="ground"
        label={t('access.log.ground')}
        data={[{ value: '', label: t('access.log.anyGround') }, ...grounds]}
      />
      <TextInput name="from" type="date" label={t('access.log.from')} />
      <TextInput name="to" type="date" label={t('access.log.to')} />
      <Button type="submit">{t('access.log.search')}</Button>
    </form>
  )
}
