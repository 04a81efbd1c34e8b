import type { EventRule } from './event-rule.ts'

/** Somebody has called for help: always high priority, however late it comes. */
export const sos: EventRule = {
  rule: 'sos',
  version: 1,
  event: 'sos-pressed',
  problem: 'sos',
  priority: 'high',
  pagesWithin: Number.POSITIVE_INFINITY,
  words: {
    fi: { title: 'Avunpyyntö', why: 'Asiakas painoi hälytyspainiketta.' },
    sv: { title: 'Trygghetslarm', why: 'Klienten tryckte på larmknappen.' },
    en: { title: 'SOS pressed', why: 'The client pressed the SOS button.' },
  },
}
