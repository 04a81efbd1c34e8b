import { type Finding, type Item, implausibilityOf, type Reading } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import { impossibleWords } from '../words/value-impossible.ts'

/** A value that no living person has had: the meter is wrong, or not on a person. It is kept from the readings, and said. */
export const valueImpossible = {
  rule: 'value-impossible',
  version: 1,
  isMet: (item: Item): item is Reading => item.type === 'reading' && implausibilityOf(item) === 'impossible',
  finding: (reading: Reading): Finding => ({
    rule: 'value-impossible',
    ruleVersion: 1,
    problem: 'device',
    change: 'occurred',
    priority: 'low',
    at: reading.at,
    words: impossibleWords(reading.kind),
    basis: [basisOfItem(reading)],
  }),
} as const
