import { DAY } from '../time.ts'
import type { EventRule } from './event-rule.ts'

/** Proof that an alarm from this home reaches a screen. */
export const aliveTest: EventRule = {
  rule: 'alive-test',
  version: 1,
  event: 'alive-test',
  problem: 'test',
  priority: 'low',
  pagesWithin: DAY,
  words: {
    fi: { title: 'Koehälytys', why: 'Asunnosta lähetettiin koehälytys, ja se tuli perille.' },
    sv: { title: 'Provlarm', why: 'Ett provlarm skickades från bostaden och kom fram.' },
    en: { title: 'Test alarm', why: 'A test alarm was sent from the home, and it arrived.' },
  },
}
