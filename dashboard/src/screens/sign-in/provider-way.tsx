import type { WaysIn } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconBuildingHospital } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** Where there is one, the organisation's own sign-in comes first: nearly everybody goes that way. */
export function ProviderWay({ provider, from }: { provider: WaysIn['provider']; from: string }) {
  const { t } = useTranslation()
  if (provider === null) return null
  return (
    <div className="sign-in-ways">
      <Button
        component="a"
        fullWidth
        leftSection={<IconBuildingHospital size={22} aria-hidden="true" />}
        href={`/api/v1/oidc/start?from=${encodeURIComponent(from)}`}
      >
        {t('signIn.provider', { name: provider.name })}
      </Button>
      <p className="sign-in-or">{t('signIn.or')}</p>
    </div>
  )
}
