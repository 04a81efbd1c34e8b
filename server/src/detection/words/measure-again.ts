import type { Language, ReadingKind, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { measured, signName } from './signs.ts'

interface Doubted {
  kind: ReadingKind
  value?: number | string
  components?: { systolic: number; diastolic: number }
}

export const measureAgainWords = (doubted: Doubted): Words =>
  inEachLanguage((language) => {
    const name = signName(language, doubted.kind)
    const value = shown(language, doubted)
    switch (language) {
      case 'fi':
        return {
          title: `Mitattava uudelleen: ${name}`,
          why: `Ensimmäinen poikkeava arvo (${value}) mitataan uudelleen ennen hälytystä.`,
        }
      case 'sv':
        return {
          title: `Mät på nytt: ${name}`,
          why: `Ett första avvikande värde (${value}) mäts på nytt före larm.`,
        }
      case 'en':
        return {
          title: `Measure again: ${name}`,
          why: `A first value outside the limits (${value}) is measured again before anybody is alerted.`,
        }
    }
  })

function shown(language: Language, { kind, value, components }: Doubted): string {
  if (components === undefined) return measured(language, kind, value ?? '')
  return `${components.systolic}/${measured(language, kind, components.diastolic)}`
}

const UNREPEATED: Readonly<Record<Language, string>> = {
  fi: 'Uutta mittausta ei saatu ajoissa.',
  sv: 'Ingen ny mätning kom i tid.',
  en: 'It was not measured again in time.',
}

/** @param words of the finding that a second value was to confirm */
export const notRepeatedWords = (words: Words): Words =>
  inEachLanguage((language) => ({
    title: words[language].title,
    why: `${words[language].why} ${UNREPEATED[language]}`,
  }))
