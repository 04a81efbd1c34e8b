import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNight } from './use-night.ts'

export function ThemeSwitch() {
  const { t } = useTranslation()
  const { night, turn } = useNight()
  const Icon = night ? IconSun : IconMoon
  const label = t(night ? 'shell.theme.day' : 'shell.theme.night')
  return (
    <button type="button" className="header-button theme-switch" aria-label={label} title={label} onClick={turn}>
      <Icon size={22} aria-hidden="true" />
    </button>
  )
}
