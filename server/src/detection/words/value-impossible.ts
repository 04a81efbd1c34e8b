import type { ReadingKind, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { signName } from './signs.ts'

export const impossibleWords = (kind: ReadingKind): Words =>
  inEachLanguage((language) => {
    const name = signName(language, kind)
    switch (language) {
      case 'fi':
        return {
          title: `Mittari antaa mahdottoman arvon: ${name}`,
          why: 'Arvo on elävälle ihmiselle mahdoton, eikä sitä kirjattu. Laite voi olla viallinen tai väärin käytetty.',
        }
      case 'sv':
        return {
          title: `Mätaren ger ett omöjligt värde: ${name}`,
          why: 'Ingen levande människa har ett sådant värde, och det har inte bokförts. Enheten kan vara trasig eller fel använd.',
        }
      case 'en':
        return {
          title: `The meter gives an impossible value: ${name}`,
          why: 'No living person has such a value, and it was not recorded. The device may be faulty, or used wrongly.',
        }
    }
  })
