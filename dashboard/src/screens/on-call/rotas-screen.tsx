import { useTranslation } from 'react-i18next'
import { RotaCard } from './rota-card.tsx'
import { RotaEditor } from './rota-editor.tsx'
import { SettingsScreen } from './settings-screen.tsx'

/** Every rota, in words and as a form. */
export function RotasScreen() {
  const { t } = useTranslation()
  return (
    <SettingsScreen
      title={t('onCall.rotas.title')}
      other={{ to: '/on-call/chains', title: t('onCall.chains.title') }}
      what="schedule"
      newOne={t('onCall.rotas.new')}
      none={t('onCall.rotas.none')}
      listOf={({ schedules }) => schedules}
      card={({ each, ...rest }) => <RotaCard schedule={each} {...rest} />}
      editor={({ each, ...rest }) => <RotaEditor schedule={each} {...rest} />}
    />
  )
}
