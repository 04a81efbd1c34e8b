import type { Language, PeopleChoices } from '@kotisilta/contract'
import { LANGUAGES } from '@kotisilta/contract'
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ContactFields } from './contact-fields.tsx'
import type { Choice, Draft } from './draft.ts'
import { draftFaults } from './draft-faults.ts'
import './record-fields.css'

interface Props {
  draft: Draft
  choices: PeopleChoices
  /** Whether what is wrong is said already. */
  checked: boolean
  change(changes: Partial<Draft>): void
}

/** All that is written down about somebody, in three groups. */
export function RecordFields({ draft, choices, checked, change }: Props) {
  const { t } = useTranslation()
  const faults = checked ? draftFaults(draft) : {}
  const text = (
    field: 'name' | 'birthYear' | 'personalIdentity' | 'municipality' | 'address' | 'keyBox' | 'phone',
    most: number,
  ) => {
    const fault = field === 'name' || field === 'birthYear' || field === 'personalIdentity' ? faults[field] : undefined
    return {
      label: t(`people.field.${field}`),
      value: draft[field],
      maxLength: most,
      error: fault === undefined ? undefined : t(`people.form.${fault}`),
      onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
    }
  }
  const choice = (field: 'livesAlone' | 'doNotResuscitate') => (
    <NativeSelect
      size="md"
      label={t(`people.field.${field}`)}
      value={draft[field]}
      data={(['unknown', 'yes', 'no'] as const).map((value) => ({ value, label: t(`people.form.${value}`) }))}
      onChange={(event) => change({ [field]: event.currentTarget.value as Choice })}
    />
  )
  return (
    <div className="record-fields">
      <fieldset>
        <legend>{t('people.form.who')}</legend>
        <TextInput {...text('name', 120)} required withAsterisk autoComplete="off" dir="auto" />
        <TextInput {...text('personalIdentity', 40)} description={t('people.form.identityHint')} autoComplete="off" />
        <TextInput {...text('birthYear', 4)} inputMode="numeric" autoComplete="off" />
        <NativeSelect
          size="md"
          label={t('people.field.language')}
          value={draft.language}
          data={LANGUAGES.map((value) => ({ value, label: t(`terms.patientLanguage.${value}`) }))}
          onChange={(event) => change({ language: event.currentTarget.value as Language })}
        />
        <TextInput {...text('phone', 40)} type="tel" autoComplete="off" />
        <NativeSelect
          size="md"
          label={t('people.field.responsible')}
          value={draft.responsible}
          data={[
            { value: '', label: t('people.form.none') },
            ...choices.staff.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => change({ responsible: event.currentTarget.value })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('people.form.home')}</legend>
        <TextInput {...text('address', 200)} autoComplete="off" />
        <TextInput {...text('municipality', 80)} autoComplete="off" />
        <TextInput {...text('keyBox', 60)} autoComplete="off" />
        {choice('livesAlone')}
        <NativeSelect
          size="md"
          label={t('people.field.area')}
          value={draft.area}
          data={choices.areas.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => change({ area: event.currentTarget.value })}
        />
        <ContactFields
          contacts={draft.contacts}
          error={faults.contacts === undefined ? undefined : t(`people.form.${faults.contacts}`)}
          change={(contacts) => change({ contacts })}
        />
      </fieldset>
      <fieldset>
        <legend>{t('people.form.care')}</legend>
        <Checkbox
          size="md"
          label={t('people.form.allergiesAsked')}
          checked={draft.allergiesAsked}
          onChange={(event) => change({ allergiesAsked: event.currentTarget.checked })}
        />
        {draft.allergiesAsked && (
          <Textarea
            label={t('people.field.allergies')}
            description={t('people.form.allergiesHint')}
            autosize
            minRows={2}
            maxRows={8}
            value={draft.allergies}
            onChange={(event) => change({ allergies: event.currentTarget.value })}
          />
        )}
        {choice('doNotResuscitate')}
        {draft.doNotResuscitate === 'yes' && (
          <TextInput
            label={t('people.field.doNotResuscitateNote')}
            maxLength={500}
            value={draft.doNotResuscitateNote}
            onChange={(event) => change({ doNotResuscitateNote: event.currentTarget.value })}
          />
        )}
        <Textarea
          label={t('people.field.notes')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={4000}
          dir="auto"
          value={draft.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
        />
      </fieldset>
    </div>
  )
}
