import { DAY } from '../time.ts'
import type { EventRule } from './event-rule.ts'

export const dispenserFault: EventRule = {
  rule: 'dispenser-fault',
  version: 1,
  event: 'dispenser-fault',
  problem: 'device',
  priority: 'low',
  pagesWithin: DAY,
  words: {
    fi: { title: 'Vika lääkerobotissa', why: 'Lääkerobotti ilmoitti viasta, ja annoksia voi jäädä tulematta.' },
    sv: { title: 'Fel i läkemedelsroboten', why: 'Läkemedelsroboten meddelade ett fel, och doser kan utebli.' },
    en: {
      title: 'Fault in the medication robot',
      why: 'The medication robot reported a fault, and doses may not come.',
    },
  },
  overWords: {
    fi: { title: 'Lääkerobotti toimii taas', why: 'Lääkerobotti ilmoitti, että vika on poistunut.' },
    sv: { title: 'Läkemedelsroboten fungerar igen', why: 'Läkemedelsroboten meddelade att felet är borta.' },
    en: { title: 'The medication robot works again', why: 'The medication robot reported that the fault is gone.' },
  },
}
