import { DAY } from '../time.ts'
import { isOf } from '../watch/dose-slots.ts'
import type { EventRule } from './event-rule.ts'

/** A robot says that a dose was not taken in time. */
export const doseMissed: EventRule = {
  rule: 'dose-missed',
  version: 1,
  event: 'dose-missed',
  problem: 'medication',
  priority: 'medium',
  priorityFor: ({ medicines }, { detail }) =>
    medicines.some((medicine) => medicine.critical && isOf(medicine, detail?.medicine)) ? 'high' : undefined,
  pagesWithin: DAY,
  words: {
    fi: { title: 'Lääke ottamatta', why: 'Lääkerobotti ilmoitti, ettei annosta otettu ajallaan.' },
    sv: { title: 'Medicin inte tagen', why: 'Läkemedelsroboten meddelade att en dos inte togs i tid.' },
    en: { title: 'Medicine not taken', why: 'The medication robot reported that a dose was not taken in time.' },
  },
}
