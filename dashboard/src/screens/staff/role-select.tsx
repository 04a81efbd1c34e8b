import { ROLES, type Role } from '@kotisilta/contract'
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function RoleSelect({
  role,
  onChange,
  disabled = false,
}: {
  role: Role
  onChange(role: Role): void
  disabled?: boolean
}) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={t('staff.role')}
      size="md"
      value={role}
      disabled={disabled}
      data={ROLES.map((value) => ({ value, label: t(`terms.role.${value}`) }))}
      onChange={(event) => onChange(event.currentTarget.value as Role)}
    />
  )
}
