import { type DeviceModel, deviceModel } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'

/** What a device is called for people, by its profile: "Scale, A&D UC-352BLE". A profile that nobody here knows is its own name. */
export function useDeviceName(): (profile: string) => string {
  const { t } = useTranslation()
  const nameOf = ({ sort, name, standard }: DeviceModel) => {
    const said = t(`devices.sort.${sort}`)
    const what = name ?? (standard && t(`devices.standard.${standard}`))
    return what === undefined ? said : t('devices.named', { sort: said, name: what })
  }
  return (profile) => {
    const model = deviceModel(profile)
    return model === undefined ? profile : nameOf(model)
  }
}
