import { DEVICE_MODELS, deviceIdSchema } from '@kotisilta/contract'
import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDeviceName } from '../words/use-device-name.ts'

/** One device as somebody is typing it. */
export interface TypedDevice {
  device: string
  profile: string
}

/** What is to be sent of it; undefined while it is not whole. */
export function wholeDevice({ device, profile }: TypedDevice): TypedDevice | undefined {
  const id = deviceIdSchema.safeParse(device.trim().toLowerCase())
  return id.success && profile !== '' ? { device: id.data, profile } : undefined
}

interface Props {
  value: TypedDevice
  onChange(value: TypedDevice): void
  /** Whether what is missing is said by now. */
  checked: boolean
  first?: boolean
}

/** Which device: its identifier, and what it is, chosen by name. */
export function DeviceFields({ value, onChange, checked, first = false }: Props) {
  const { t } = useTranslation()
  const nameOf = useDeviceName()
  const choices = DEVICE_MODELS.map(({ profile }) => ({ value: profile, label: nameOf(profile) })).toSorted(
    (one, other) => one.label.localeCompare(other.label),
  )
  const isDevice = deviceIdSchema.safeParse(value.device.trim().toLowerCase()).success
  return (
    <>
      <TextInput
        label={t('people.devices.id')}
        {...(first && { 'data-autofocus': true })}
        autoComplete="off"
        value={value.device}
        error={checked && !isDevice ? t('people.devices.idWrong') : undefined}
        onChange={(event) => onChange({ ...value, device: event.currentTarget.value })}
      />
      <Select
        label={t('devices.choose')}
        description={t('devices.chooseText')}
        searchable
        data={choices}
        value={value.profile === '' ? null : value.profile}
        nothingFoundMessage={t('devices.none')}
        error={checked && value.profile === '' ? t('devices.missing') : undefined}
        onChange={(profile) => onChange({ ...value, profile: profile ?? '' })}
      />
    </>
  )
}
