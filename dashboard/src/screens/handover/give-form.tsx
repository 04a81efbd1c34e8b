import type { HandoverSheet } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getChoices } from '../../api/people-endpoints.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { entryTitle } from '../worklist/entry-text.ts'
import { useGive } from './use-handover.ts'

interface Props {
  sheet: HandoverSheet
  /** What has been offered already, and waits. */
  offered: ReadonlySet<string>
}

/** What one who leaves has, ticked, and what worries her in her own words. */
export function GiveForm({ sheet, offered }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { user } = useSession()
  const choices = useQuery({ queryKey: ['people-choices'], queryFn: getChoices })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [to, setTo] = useState('')
  const [worry, setWorry] = useState('')
  const give = useGive()
  const alerts = sheet.alerts.filter(({ id, owner }) => owner?.id === user.id && !offered.has(id))
  const work = sheet.promises.filter(({ id, owner }) => owner?.id === user.id && !offered.has(id))
  const tasks = sheet.tasks.filter(({ id, owner }) => owner?.id === user.id && !offered.has(id))
  const wanted = (id: string) => !left.has(id)
  const toggle = (id: string) =>
    setLeft(wanted(id) ? new Set([...left, id]) : new Set([...left].filter((x) => x !== id)))
  const worries = worry.trim() === '' ? [] : [{ patient: null, text: worry.trim() }]
  const chosen = [...alerts, ...work, ...tasks].filter(({ id }) => wanted(id))
  const save = () =>
    give.mutate(
      {
        to: to === '' ? null : to,
        alerts: alerts.map(({ id }) => id).filter(wanted),
        work: work.map(({ id }) => id).filter(wanted),
        tasks: tasks.map(({ id }) => id).filter(wanted),
        worries,
      },
      { onSuccess: () => setWorry('') },
    )
  return (
    <section className="panel give" aria-labelledby="give">
      <h2 id="give">{t('handover.give.title')}</h2>
      <p className="soft">{t('handover.give.explain')}</p>
      {alerts.length + work.length + tasks.length === 0 && <p>{t('handover.give.nothing')}</p>}
      {alerts.map(({ id, patient, words }) => (
        <Checkbox
          key={id}
          size="md"
          checked={wanted(id)}
          label={`${patient.name}: ${words[language].title}`}
          onChange={() => toggle(id)}
        />
      ))}
      {[...work, ...tasks].map((entry) => (
        <Checkbox
          key={entry.id}
          size="md"
          checked={wanted(entry.id)}
          label={`${entry.patient?.name ?? entry.area?.name ?? ''}: ${entryTitle(t, language, entry)} ${entry.about?.text ?? ''}`}
          onChange={() => toggle(entry.id)}
        />
      ))}
      <Textarea
        label={t('handover.give.worry')}
        description={t('handover.give.worryHint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={worry}
        onChange={(event) => setWorry(event.currentTarget.value)}
      />
      <NativeSelect
        size="md"
        label={t('handover.give.to')}
        value={to}
        data={[
          { value: '', label: t('handover.give.anybody') },
          ...(choices.data?.staff ?? [])
            .filter(({ id }) => id !== user.id)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {give.isError && <FailureNotice error={give.error} say={(why) => t('worklist.failed', { why })} />}
      <Button size="lg" disabled={chosen.length === 0 && worries.length === 0} loading={give.isPending} onClick={save}>
        {t('handover.give.save', { count: chosen.length + worries.length })}
      </Button>
    </section>
  )
}
