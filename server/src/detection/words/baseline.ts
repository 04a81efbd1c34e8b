import type { Language, ReadingKind, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { capitalised } from './phrases.ts'
import { measured, signName } from './signs.ts'

interface Unusual {
  kind: ReadingKind
  value: number
  usual: number
}

const rounded = (language: Language, kind: ReadingKind, value: number): string =>
  measured(language, kind, kind === 'respiratory-rate' ? Math.round(value * 2) / 2 : Math.round(value))

/** @param hours in a row */
export const hourBaselineWords = ({ kind, value, usual, hours }: Unusual & { hours: number }): Words =>
  inEachLanguage((language) => {
    const name = capitalised(signName(language, kind))
    const now = rounded(language, kind, value)
    const normal = rounded(language, kind, usual)
    const above = value > usual
    switch (language) {
      case 'fi':
        return {
          title: `${name} tavallista ${above ? 'korkeampi' : 'matalampi'}`,
          why: `${name} on viimeisten ${hours} mitatun tunnin aikana ollut keskimäärin ${now}; tällä asiakkaalla se on tähän aikaan tavallisesti ${normal}.`,
        }
      case 'sv':
        return {
          title: `${name} ${above ? 'högre' : 'lägre'} än vanligt`,
          why: `Under de senaste ${hours} uppmätta timmarna har medelvärdet varit ${now}; hos den här klienten är det vid den här tiden vanligen ${normal}.`,
        }
      case 'en':
        return {
          title: `${name} ${above ? 'higher' : 'lower'} than usual`,
          why: `Over the last ${hours} hours measured the mean was ${now}; for this client it is usually ${normal} at this time of day.`,
        }
    }
  })

/** @param days in a row */
export const dayBaselineWords = ({ kind, value, usual, days }: Unusual & { days: number }): Words =>
  inEachLanguage((language) => {
    const name = capitalised(signName(language, kind))
    const now = rounded(language, kind, value)
    const normal = rounded(language, kind, usual)
    const more = value > usual
    switch (language) {
      case 'fi':
        return {
          title: `${name}: tavallista ${more ? 'enemmän' : 'vähemmän'}`,
          why: `Jo ${days} päivää peräkkäin: eilen ${now}, tavallisesti tällä asiakkaalla ${normal} päivässä.`,
        }
      case 'sv':
        return {
          title: `${name}: ${more ? 'mer' : 'mindre'} än vanligt`,
          why: `Redan ${days} dagar i rad: i går ${now}, vanligen hos den här klienten ${normal} per dag.`,
        }
      case 'en':
        return {
          title: `${name}: ${more ? 'more' : 'less'} than usual`,
          why: `For ${days} days in a row: ${now} yesterday, usually ${normal} a day for this client.`,
        }
    }
  })

export const baselineBackWords = (kind: ReadingKind): Words =>
  inEachLanguage((language) => {
    const name = capitalised(signName(language, kind))
    switch (language) {
      case 'fi':
        return { title: `${name} taas tavallinen`, why: 'Arvot ovat taas lähellä asiakkaan omaa tavallista tasoa.' }
      case 'sv':
        return { title: `${name} åter som vanligt`, why: 'Värdena ligger åter nära klientens egen vanliga nivå.' }
      case 'en':
        return { title: `${name} as usual again`, why: "The values are close to the client's own usual level again." }
    }
  })
