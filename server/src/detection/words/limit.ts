import type { ReadingKind, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { capitalised } from './phrases.ts'
import { type Component, measured, signName } from './signs.ts'

interface Left {
  kind: ReadingKind
  component?: Component | undefined
  value: number
  level: 'yellow' | 'red'
  /** The limit that the value has left. */
  bound: number
}

export function limitWords({ kind, component, value, level, bound }: Left): Words {
  const above = value > bound
  return inEachLanguage((language) => {
    const name = capitalised(signName(language, kind, component))
    const now = measured(language, kind, value)
    const limit = measured(language, kind, bound)
    switch (language) {
      case 'fi':
        return {
          title: `${name} ${above ? 'yli' : 'alle'} rajan`,
          why: `${name} on ${now}, ja suunnitelman ${level === 'red' ? 'vaararaja' : 'huomioraja'} on ${limit}.`,
        }
      case 'sv':
        return {
          title: `${name} ${above ? 'över' : 'under'} gränsen`,
          why: `Uppmätt ${signName(language, kind, component)} är ${now}, och planens ${level === 'red' ? 'farogräns' : 'observationsgräns'} är ${limit}.`,
        }
      case 'en':
        return {
          title: `${name} ${above ? 'above' : 'below'} the limit`,
          why: `${name} ${now}; the plan's ${level === 'red' ? 'danger' : 'attention'} limit is ${limit}.`,
        }
    }
  })
}

export const insideWords = (kind: ReadingKind, component: Component | undefined, value: number): Words =>
  inEachLanguage((language) => {
    const name = signName(language, kind, component)
    const now = measured(language, kind, value)
    switch (language) {
      case 'fi':
        return {
          title: `${capitalised(name)} taas rajoissa`,
          why: `${capitalised(name)} on ${now}, ja kaikki rajat täyttyvät taas.`,
        }
      case 'sv':
        return {
          title: `${capitalised(name)} åter inom gränserna`,
          why: `Uppmätt ${name} är ${now}, och alla värden är åter inom planens gränser.`,
        }
      case 'en':
        return {
          title: `${capitalised(name)} back inside the limits`,
          why: `${capitalised(name)} ${now}; everything is inside the plan's limits again.`,
        }
    }
  })
