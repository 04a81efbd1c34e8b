import type { OnCallSettings } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  staff: OnCallSettings['staff']
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

/** Some of the staff: each with a button that takes them out, and a list to add from. */
export function PeoplePicker({ label, staff, chosen, onChange }: Props) {
  const { t } = useTranslation()
  const nameOf = (id: string) => staff.find((person) => person.id === id)?.name ?? id
  const others = staff.filter(({ id }) => !chosen.includes(id))
  return (
    <div className="on-call-form">
      {chosen.map((id) => (
        <Button
          key={id}
          variant="default"
          rightSection={<IconX size={18} aria-hidden="true" />}
          aria-label={t('onCall.edit.takeOut', { name: nameOf(id) })}
          onClick={() => onChange(chosen.filter((each) => each !== id))}
        >
          {nameOf(id)}
        </Button>
      ))}
      <NativeSelect
        aria-label={label}
        value=""
        onChange={(event) => event.currentTarget.value !== '' && onChange([...chosen, event.currentTarget.value])}
        data={[
          { value: '', label: t('onCall.edit.addPerson') },
          ...others.map(({ id, name, role }) => ({ value: id, label: `${name}, ${t(`terms.role.${role}`)}` })),
        ]}
      />
    </div>
  )
}
