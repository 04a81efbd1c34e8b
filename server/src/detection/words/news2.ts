import type { Consciousness, Language, News2Input, News2Parameter, News2Score, Words } from '@kotisilta/contract'
import { KIND_OF } from '../news2/at.ts'
import { inEachLanguage } from './in-each-language.ts'
import { range } from './numbers.ts'
import { capitalised, list } from './phrases.ts'
import { measured, signName } from './signs.ts'

/** ACVPU in words (NEWS2, Royal College of Physicians 2017). */
const CONSCIOUSNESS: Readonly<Record<Consciousness, Readonly<Record<Language, string>>>> = {
  A: { fi: 'valpas', sv: 'alert', en: 'alert' },
  C: { fi: 'uusi sekavuus', sv: 'ny förvirring', en: 'new confusion' },
  V: { fi: 'reagoi puheeseen', sv: 'reagerar på tilltal', en: 'responds to voice' },
  P: { fi: 'reagoi kipuun', sv: 'reagerar på smärta', en: 'responds to pain' },
  U: { fi: 'ei reagoi', sv: 'reagerar inte', en: 'unresponsive' },
}

type Said = 'raised' | 'worse' | 'cleared'

const TITLES: Readonly<Record<Said, Readonly<Record<Language, string>>>> = {
  raised: {
    fi: 'Poikkeavat elintoiminnot: NEWS2',
    sv: 'Avvikande vitalparametrar: NEWS2',
    en: 'Vital signs abnormal: NEWS2',
  },
  worse: {
    fi: 'Elintoiminnot heikkenevät: NEWS2',
    sv: 'Vitalparametrarna försämras: NEWS2',
    en: 'Vital signs getting worse: NEWS2',
  },
  cleared: { fi: 'NEWS2 ei enää hälytä:', sv: 'NEWS2 larmar inte längre:', en: 'NEWS2 no longer alerts:' },
}

/** `NEWS2 5–7`: the least and the most that is possible, when something is not known. */
export function news2Words(change: Said, input: News2Input, score: News2Score): Words {
  return inEachLanguage((language) => ({
    title: `${TITLES[change][language]} ${range(score.min, score.max)}`,
    why: why(language, input, score),
  }))
}

const NOTHING: Readonly<Record<Language, string>> = {
  fi: 'Mikään mitattu arvo ei anna pisteitä',
  sv: 'Inget uppmätt värde ger poäng',
  en: 'No measured value gives points',
}
const UNKNOWN: Readonly<Record<Language, string>> = { fi: 'ei tiedossa', sv: 'inte känt', en: 'not known' }

function why(language: Language, input: News2Input, { parts, missing }: News2Score): string {
  const points = Object.entries(parts) as [News2Parameter, number][]
  const giving = points.filter(([, given]) => given > 0).sort(([, a], [, b]) => b - a)
  const said = giving.map(
    ([parameter, given]) => `${shown(language, parameter, input)} (${pointsInWords(language, given)})`,
  )
  const sentence = said.length === 0 ? NOTHING[language] : capitalised(list(language, said))
  if (missing.length === 0) return `${sentence}.`
  const names = missing.map((parameter) =>
    signName(language, KIND_OF[parameter], parameter === 'systolic' ? 'systolic' : undefined),
  )
  return `${sentence}; ${UNKNOWN[language]}: ${list(language, names)}.`
}

function pointsInWords(language: Language, points: number): string {
  switch (language) {
    case 'fi':
      return points === 1 ? '1 piste' : `${points} pistettä`
    case 'sv':
      return `${points} poäng`
    case 'en':
      return points === 1 ? '1 point' : `${points} points`
  }
}

/** `pulse 132/min`. */
function shown(language: Language, parameter: News2Parameter, input: News2Input): string {
  const kind = KIND_OF[parameter]
  if (parameter === 'supplementalOxygen') return signName(language, kind)
  if (parameter === 'consciousness') {
    return `${signName(language, kind)}: ${CONSCIOUSNESS[input.consciousness ?? 'A'][language]}`
  }
  const name = signName(language, kind, parameter === 'systolic' ? 'systolic' : undefined)
  return `${name} ${measured(language, kind, input[parameter] ?? 0)}`
}
