import { DAY } from '../time.ts'
import type { EventRule } from './event-rule.ts'

export const smoke: EventRule = {
  rule: 'smoke',
  version: 1,
  event: 'smoke',
  problem: 'home-hazard',
  priority: 'high',
  pagesWithin: DAY,
  words: {
    fi: { title: 'Savua asunnossa', why: 'Palovaroitin havaitsi savua.' },
    sv: { title: 'Rök i bostaden', why: 'Brandvarnaren upptäckte rök.' },
    en: { title: 'Smoke in the home', why: 'The smoke alarm detected smoke.' },
  },
}
