import { LANGUAGES, type Language } from '@kotisilta/contract'
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { useCare } from '../editing.ts'
import { usePlanWords } from '../use-plan.ts'

/** The plan in force as the person reads it, in the language that they read, on paper too. */
export function WordsSection() {
  const { t } = useTranslation()
  const care = useCare()
  const [language, setLanguage] = useState<Language>(useLanguage())
  const words = usePlanWords(care.patient.id, language)
  return (
    <section className="panel plan-part plan-words" aria-labelledby="plan-words">
      <div className="plan-words-head">
        <h2 id="plan-words">{t('plan.words.title', { name: care.patient.name })}</h2>
        <SegmentedControl
          aria-label={t('plan.words.language')}
          value={language}
          data={LANGUAGES.map((each) => ({ value: each, label: t(`terms.patientLanguage.${each}`) }))}
          onChange={(value) => setLanguage(value as Language)}
        />
        <Button variant="default" onClick={() => window.print()}>
          {t('plan.words.print')}
        </Button>
      </div>
      {words.isError && (
        <FailureNotice
          error={words.error}
          say={(why) => t('plan.failed', { why })}
          onRetry={() => void words.refetch()}
        />
      )}
      {words.isPending && <LoadingNotice />}
      <div lang={language}>
        {words.data?.map(({ title, sentences }) => (
          <div key={title} className="plan-said">
            <h3>{title}</h3>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}
