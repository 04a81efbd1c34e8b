import { useTranslation } from 'react-i18next'
import { ChainCard, ChainWords } from './chain-card.tsx'
import { ChainEditor } from './chain-editor.tsx'
import { SettingsScreen } from './settings-screen.tsx'

/** Whom an alert climbs to: chains as sentences and as forms, and what holds where there is none. */
export function ChainsScreen() {
  const { t } = useTranslation()
  return (
    <SettingsScreen
      title={t('onCall.chains.title')}
      other={{ to: '/on-call/rotas', title: t('onCall.rotas.title') }}
      what="policy"
      newOne={t('onCall.chains.new')}
      before={<p className="soft">{t('onCall.chains.text')}</p>}
      listOf={({ policies }) => policies}
      card={({ each, ...rest }) => <ChainCard policy={each} {...rest} />}
      editor={({ each, ...rest }) => <ChainEditor policy={each} {...rest} />}
      after={(settings) => (
        <section className="panel on-call-part" aria-label={t('onCall.chains.defaults')}>
          <h2>{t('onCall.chains.defaults')}</h2>
          {settings.defaults.map((policy) => (
            <div key={policy.id} className="on-call-card">
              <ChainWords policy={policy} settings={settings} />
            </div>
          ))}
        </section>
      )}
    />
  )
}
