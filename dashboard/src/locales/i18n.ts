import type { Language } from '@kotisilta/contract'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { recall, remember } from '../ui/remember.ts'
import { chooseLanguage } from './choose-language.ts'
import { resources } from './resources.ts'

const REMEMBERED_AS = 'kotisilta-language'

/** Makes ready all three languages, before the first render. */
export function startLanguages(): void {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  void i18next.use(initReactI18next).init({
    lng: chooseLanguage(recall(REMEMBERED_AS), navigator.languages),
    fallbackLng: 'en',
    resources: {
      fi: { translation: resources.fi },
      sv: { translation: resources.sv },
      en: { translation: resources.en },
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}

export function speak(language: Language): void {
  remember(REMEMBERED_AS, language)
  void i18next.changeLanguage(language)
}
