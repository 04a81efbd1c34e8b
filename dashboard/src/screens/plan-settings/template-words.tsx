import { LANGUAGES } from '@kotisilta/contract'
import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TemplateText } from './plan-settings-requests.ts'

interface Props {
  words: TemplateText
  mayChange: boolean
  onChange(words: TemplateText): void
}

export const wordsMissing = ({ title, about }: TemplateText): boolean =>
  LANGUAGES.some((language) => title[language].trim() === '' || about[language].trim() === '')

/** What a template is called, and for whom it is, in each language of the house. */
export function TemplateWords({ words, mayChange, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <section className="panel settings-words" aria-label={t('planSettings.templates.words')}>
      {LANGUAGES.map((language) => {
        const name = t(`terms.patientLanguage.${language}`)
        return (
          <div key={language}>
            <TextInput
              label={t('planSettings.templates.name', { language: name })}
              value={words.title[language]}
              readOnly={!mayChange}
              maxLength={200}
              onChange={(event) =>
                onChange({ ...words, title: { ...words.title, [language]: event.currentTarget.value } })
              }
            />
            <Textarea
              label={t('planSettings.templates.about', { language: name })}
              value={words.about[language]}
              readOnly={!mayChange}
              maxLength={500}
              minRows={2}
              onChange={(event) =>
                onChange({ ...words, about: { ...words.about, [language]: event.currentTarget.value } })
              }
            />
          </div>
        )
      })}
    </section>
  )
}
