import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { kilograms } from './signs.ts'

const tens = (grams: number): number => Math.round(grams / 10) * 10

/** @param above the usual distance of the averages, grams @param threshold from which it is told, grams */
export const weightTrendWords = (above: number, threshold: number): Words =>
  inEachLanguage((language) => {
    const far = kilograms(language, tens(above))
    const usual = kilograms(language, tens(threshold))
    switch (language) {
      case 'fi':
        return {
          title: 'Painon suunta nousee',
          why: `Viime päivien paino on ${far} tavallista kehitystä ylempänä; tällä asiakkaalla ${usual} on jo poikkeavaa, ja syynä voi olla nesteen kertyminen.`,
        }
      case 'sv':
        return {
          title: 'Vikttrenden stiger',
          why: `De senaste dagarnas vikt ligger ${far} över den vanliga utvecklingen; hos den här klienten är ${usual} redan avvikande, och orsaken kan vara att vätska samlas.`,
        }
      case 'en':
        return {
          title: 'Weight trend rising',
          why: `The weight of the last days is ${far} above its usual course; for this client ${usual} is already unusual, and fluid may be gathering.`,
        }
    }
  })

export const weightTrendOverWords = (): Words => ({
  fi: { title: 'Painon suunta on tasaantunut', why: 'Viime päivien paino on taas lähellä tavallista kehitystä.' },
  sv: {
    title: 'Vikttrenden har jämnats ut',
    why: 'De senaste dagarnas vikt ligger åter nära den vanliga utvecklingen.',
  },
  en: { title: 'Weight trend steady again', why: 'The weight of the last days is close to its usual course again.' },
})
