import { DAY } from '../time.ts'
import type { EventRule } from './event-rule.ts'

export const waterLeak: EventRule = {
  rule: 'water-leak',
  version: 1,
  event: 'water-leak',
  problem: 'home-hazard',
  priority: 'medium',
  pagesWithin: DAY,
  words: {
    fi: { title: 'Vesivuoto asunnossa', why: 'Vuotovahti havaitsi vettä lattialla.' },
    sv: { title: 'Vattenläcka i bostaden', why: 'Läckagevakten upptäckte vatten på golvet.' },
    en: { title: 'Water leak in the home', why: 'The leak sensor detected water on the floor.' },
  },
}
