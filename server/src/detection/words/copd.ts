import type { Language, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { number } from './numbers.ts'
import { measured } from './signs.ts'

/** Why a saturation is told: the limit, what is usual, or how restless it has become. */
type Found =
  | { value: number; limit: number }
  | { value: number; usual: number }
  | { value: number; calm: number; restless: number }

const TITLES = {
  low: {
    fi: 'Happikyllästeisyys matala',
    sv: 'Låg syremättnad',
    en: 'Oxygen saturation low',
  },
  restless: {
    fi: 'Happikyllästeisyys vaihtelee tavallista enemmän',
    sv: 'Syremättnaden varierar mer än vanligt',
    en: 'Oxygen saturation varies more than usual',
  },
} as const

export const copdWords = (found: Found): Words =>
  inEachLanguage((language) => ({
    title: TITLES['calm' in found ? 'restless' : 'low'][language],
    why: why(language, found),
  }))

function why(language: Language, found: Found): string {
  const now = measured(language, 'oxygen-saturation', found.value)
  if ('limit' in found) {
    const limit = measured(language, 'oxygen-saturation', found.limit)
    return {
      fi: `Happikyllästeisyys on ${now}, ja raja on ${limit}.`,
      sv: `Syremättnaden är ${now}, och gränsen är ${limit}.`,
      en: `Oxygen saturation ${now}; the limit is ${limit}.`,
    }[language]
  }
  if ('usual' in found) {
    const usual = measured(language, 'oxygen-saturation', Math.round(found.usual * 10) / 10)
    return {
      fi: `Happikyllästeisyys on ${now}, selvästi alle viimeisten 7 päivän keskiarvon ${usual}.`,
      sv: `Syremättnaden är ${now}, klart under medelvärdet för de senaste 7 dagarna, ${usual}.`,
      en: `Oxygen saturation ${now}, clearly below the mean of the 7 days before, ${usual}.`,
    }[language]
  }
  const [before, after] = [found.calm, found.restless].map((each) => number(language, Math.round(each * 10) / 10))
  return {
    fi: `Arvojen hajonta kehityksensä ympärillä on kasvanut ${before} prosenttiyksiköstä ${after} prosenttiyksikköön.`,
    sv: `Värdenas spridning kring sin trend har ökat från ${before} till ${after} procentenheter.`,
    en: `The spread of the values round their trend has grown from ${before} to ${after} percentage points.`,
  }[language]
}

export const copdOverWords = (value: number): Words =>
  inEachLanguage((language) => {
    const now = measured(language, 'oxygen-saturation', value)
    switch (language) {
      case 'fi':
        return { title: 'Happikyllästeisyys taas tavallinen', why: `Happikyllästeisyys on ${now}.` }
      case 'sv':
        return { title: 'Syremättnaden åter som vanligt', why: `Syremättnaden är ${now}.` }
      case 'en':
        return { title: 'Oxygen saturation as usual again', why: `Oxygen saturation ${now}.` }
    }
  })
