import type { ReadingKind, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { signName } from './signs.ts'

export const stuckWords = (kind: ReadingKind): Words =>
  inEachLanguage((language) => {
    const name = signName(language, kind)
    switch (language) {
      case 'fi':
        return {
          title: `Mittari näyttää aina samaa: ${name}`,
          why: 'Arvo on pysynyt täsmälleen samana kauemmin kuin elävällä ihmisellä; laite voi olla viallinen. Siitä arvosta ei tule uusia hälytyksiä, ennen kuin se muuttuu.',
        }
      case 'sv':
        return {
          title: `Mätaren visar alltid detsamma: ${name}`,
          why: 'Värdet har varit exakt detsamma längre än hos en levande människa; enheten kan vara trasig. Det värdet ger inga nya larm förrän det ändras.',
        }
      case 'en':
        return {
          title: `The meter always shows the same: ${name}`,
          why: 'The value has stayed exactly the same for longer than in a living person; the device may be faulty. That value raises no new alerts until it changes.',
        }
    }
  })

export const unstuckWords = (kind: ReadingKind): Words =>
  inEachLanguage((language) => {
    const name = signName(language, kind)
    switch (language) {
      case 'fi':
        return { title: `Mittari näyttää taas eri arvoja: ${name}`, why: 'Arvo on muuttunut.' }
      case 'sv':
        return { title: `Mätaren visar åter olika värden: ${name}`, why: 'Värdet har ändrats.' }
      case 'en':
        return { title: `The meter shows different values again: ${name}`, why: 'The value has changed.' }
    }
  })
