import { LANGUAGES } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { speak } from '../locales/i18n.ts'
import { useLanguage } from '../locales/use-language.ts'

export function LanguageSwitch() {
  const { t } = useTranslation()
  const current = useLanguage()
  return (
    <fieldset className="language-switch">
      <legend className="unseen">{t('shell.language.label')}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-label={`${language.toUpperCase()}, ${t(`shell.language.${language}`)}`}
          aria-pressed={language === current}
          onClick={() => speak(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}
