import { LANGUAGES, type Language } from '@kotisilta/contract'

const isLanguage = (text: string): text is Language => (LANGUAGES as readonly string[]).includes(text)

/** The language that was chosen before, or else the first of the browser's that there is; English if there is none. */
export function chooseLanguage(remembered: string | null, browser: readonly string[]): Language {
  const wanted = [remembered ?? '', ...browser.map((tag) => tag.toLowerCase().split('-')[0] ?? '')]
  return wanted.find(isLanguage) ?? 'en'
}
