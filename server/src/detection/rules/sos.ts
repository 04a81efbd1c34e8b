import type { EventRule } from './event-rule.ts'

/** A device of the home asked how things are. */
const ANSWERED: EventRule['words'] = {
  fi: { title: 'Avunpyyntö', why: 'Asiakas vastasi kodin laitteen kysymykseen tarvitsevansa apua.' },
  sv: {
    title: 'Klienten ber om hjälp',
    why: 'Klienten svarade på en fråga från en enhet i hemmet att hen behöver hjälp.',
  },
  en: { title: 'Asked for help', why: 'The client answered a question from a device in the home by asking for help.' },
}

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
  wordsFor: ({ detail }) => (detail?.answer === 'help' ? ANSWERED : undefined),
}
