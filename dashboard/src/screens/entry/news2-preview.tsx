import type { News2Score } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'

/** What the values come to, while they are being written: honest about what is missing. */
export function News2Preview({ score }: { score: News2Score }) {
  const { t } = useTranslation()
  const { min, max, risk, missing, complete } = score
  const known = Object.keys(score.parts).length > 0
  return (
    <section className="panel entry-news2" data-risk={known ? risk : undefined} aria-label={t('entry.news2.title')}>
      <h2>{t('entry.news2.title')}</h2>
      {/* A reader is told when it has come to rest: the save button's neighbour, not each keystroke. */}
      <p className="entry-score" data-testid="news2-score">
        {known ? (complete ? min : `${min}–${max}`) : '–'}
      </p>
      {known && <p>{t(`entry.news2.risk.${risk}`)}</p>}
      {!complete && known && (
        <p className="soft">
          {t('entry.news2.missing', { what: missing.map((each) => t(`entry.news2.parameter.${each}`)).join(', ') })}
        </p>
      )}
      {!known && <p className="soft">{t('entry.news2.nothing')}</p>}
    </section>
  )
}
