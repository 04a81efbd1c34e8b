import type { Language } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'

/** The language of the screen. */
export const useLanguage = (): Language => useTranslation().i18n.language as Language
