import type { Language, Words } from '@kotisilta/contract'

/** The words of a finding, said once for each language. */
export const inEachLanguage = (say: (language: Language) => Words[Language]): Words => ({
  fi: say('fi'),
  sv: say('sv'),
  en: say('en'),
})
