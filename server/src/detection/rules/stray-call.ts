import { type DeviceEvent, type Finding, isUrgent, type Language } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import { inEachLanguage } from '../words/in-each-language.ts'
import { eventRuleFor } from './event-rules.ts'

/** Whoever is called has to know that it may be somebody else in that home. */
const OF_NOBODY: Readonly<Record<Language, string>> = {
  fi: 'Laitetta ei ole merkitty kenellekään; kutsu tuli tästä kodista.',
  sv: 'Enheten är inte kopplad till någon; larmet kom från det här hemmet.',
  en: 'The device is assigned to nobody; the call came from this home.',
}

/** A call for help of a device that is nobody's, for who lives where it was heard; undefined for what is no call for help. */
export function strayCall(event: DeviceEvent): Finding | undefined {
  const said = isUrgent(event) ? eventRuleFor(event.kind) : undefined
  if (said === undefined) return undefined
  const { rule, version, problem, priority, words } = said
  return {
    rule,
    ruleVersion: version,
    problem,
    change: 'occurred',
    priority,
    at: event.at,
    words: inEachLanguage((language) => ({
      title: words[language].title,
      why: `${words[language].why} ${OF_NOBODY[language]}`,
    })),
    basis: [basisOfItem(event)],
  }
}
