import type { PlanWords } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'

/** The care plan as it is said to the person whose it is. */
export function OwnPlan({ words }: { words: PlanWords }) {
  const { t } = useTranslation()
  return (
    <section className="panel me-part" aria-label={t('access.me.plan')}>
      <h2>{t('access.me.plan')}</h2>
      {words.map(({ title, sentences }) => (
        <div key={title} className="me-plan">
          <h3>{title}</h3>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ))}
    </section>
  )
}
