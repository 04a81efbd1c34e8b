import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function ThemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const night = useComputedColorScheme('dark') === 'dark'
  const Icon = night ? IconSun : IconMoon
  const label = t(night ? 'shell.theme.day' : 'shell.theme.night')
  return (
    <button
      type="button"
      className="header-button"
      aria-label={label}
      title={label}
      onClick={() => setColorScheme(night ? 'light' : 'dark')}
    >
      <Icon size={22} aria-hidden="true" />
    </button>
  )
}
