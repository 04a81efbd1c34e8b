import type { PatientRecord, PeopleChoices } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editRecord, type RecordChanges } from '../../api/people-endpoints.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { changedFields, draftOf, fieldsOf } from './form/draft.ts'
import { draftFaults } from './form/draft-faults.ts'
import { RecordFields } from './form/record-fields.tsx'
import { useRecordChanged } from './use-record-changed.ts'

interface Props {
  record: PatientRecord
  choices: PeopleChoices
}

/** The record as a form; only what was changed is sent, and refused if somebody else was first. */
export function EditRecord({ record, choices }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(record))
  const [checked, setChecked] = useState(false)
  const [unchanged, setUnchanged] = useState(false)
  const changed = useRecordChanged(record.id)
  const edit = useMutation({
    mutationFn: (changes: RecordChanges) => editRecord(record.id, record.version, changes),
    onSuccess: changed,
  })
  const save = () => {
    setChecked(true)
    if (Object.keys(draftFaults(draft)).length > 0) return
    const before = draftOf(record)
    const changes: RecordChanges = {
      ...changedFields(fieldsOf(before), fieldsOf(draft)),
      ...(draft.personalIdentity.trim() !== '' && { personalIdentity: draft.personalIdentity }),
    }
    const none = Object.keys(changes).length === 0
    setUnchanged(none)
    if (!none) edit.mutate(changes)
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
      {edit.isError && <FailureNotice error={edit.error} say={(why) => t('people.record.saveFailed', { why })} />}
      <div className="people-buttons">
        <p role="status">{unchanged && t('people.record.unchanged')}</p>
        <Button type="submit" loading={edit.isPending}>
          {t('people.record.save')}
        </Button>
      </div>
    </form>
  )
}
