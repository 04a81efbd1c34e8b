import type { PeopleChoices } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { addPatient } from '../../api/people-endpoints.ts'
import { useChoices } from '../../api/use-choices.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { emptyDraft, fieldsOf } from './form/draft.ts'
import { draftFaults } from './form/draft-faults.ts'
import { RecordFields } from './form/record-fields.tsx'
import './people.css'

/** Somebody new, with a kit if one is ready: one screen, one click. */
export function NewPatientScreen() {
  const { t } = useTranslation()
  const choices = useChoices()
  return (
    <div className="people-screen">
      <ScreenHeading title={t('people.new.title')} />
      <p className="soft">{t('people.new.text')}</p>
      {choices.isPending && <LoadingNotice />}
      {choices.isError && <FailureNotice error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data !== undefined && <NewPatient choices={choices.data} />}
    </div>
  )
}

function NewPatient({ choices }: { choices: PeopleChoices }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => emptyDraft(choices.areas[0]?.id ?? ''))
  const [kit, setKit] = useState('')
  const [checked, setChecked] = useState(false)
  const add = useMutation({
    mutationFn: () =>
      addPatient({
        ...fieldsOf(draft),
        personalIdentity: draft.personalIdentity.trim() === '' ? null : draft.personalIdentity,
        kit: kit === '' ? null : kit,
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['patients'] })
      void queries.invalidateQueries({ queryKey: ['people-choices'] })
      void navigate(`/patients/${encodeURIComponent(id)}`)
    },
  })
  const save = () => {
    setChecked(true)
    if (Object.keys(draftFaults(draft)).length === 0) add.mutate()
  }
  return (
    <form
      className="people-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <RecordFields
        draft={draft}
        choices={choices}
        checked={checked}
        change={(changes) => setDraft((before) => ({ ...before, ...changes }))}
      />
      <div className="panel people-kit">
        <NativeSelect
          size="md"
          label={t('people.new.kit')}
          description={t('people.new.kitText')}
          value={kit}
          data={[
            { value: '', label: t('people.new.noKit') },
            ...choices.kits.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChange={(event) => setKit(event.currentTarget.value)}
        />
      </div>
      {add.isError && <FailureNotice error={add.error} say={(why) => t('people.record.saveFailed', { why })} />}
      <div className="people-buttons">
        <Button component={Link} to="/patients" variant="default">
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={add.isPending}>
          {t('people.new.save')}
        </Button>
      </div>
    </form>
  )
}
