import { SCREEN_KINDS, type ScreenKind } from '@kotisilta/contract'
import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setScreenKind } from '../../api/identity-endpoints.ts'
import { useSession } from '../../api/session.ts'
import { useFailureText } from '../../words/use-words.ts'
import { useAccountChange } from './use-account.ts'

/** What this screen is: whether several people share it, and when it locks itself. */
export function ScreenPart() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { screen } = useSession()
  const [chosen, choose] = useState(screen.kind)
  const set = useAccountChange((kind: ScreenKind) => setScreenKind(kind))
  const minutes = (kind: ScreenKind) => (kind === 'board' ? 0 : Math.round(screen.lockAfter[kind] / 6_000) / 10)
  return (
    <section className="panel account-part">
      <h2>{t('account.screen.title')}</h2>
      <Radio.Group
        value={set.error === null ? (chosen ?? screen.kind) : screen.kind}
        onChange={(kind) => {
          choose(kind as ScreenKind)
          set.run(kind as ScreenKind)
        }}
        label={t('account.screen.label')}
      >
        <div className="account-part account-radios">
          {SCREEN_KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`account.screen.kind.${kind}`)}
              description={t(`account.screen.means.${kind}`, { count: minutes(kind) })}
            />
          ))}
        </div>
      </Radio.Group>
      {set.error !== null && <p role="alert">{t('account.failed', { why: failureText(set.error) })}</p>}
    </section>
  )
}
