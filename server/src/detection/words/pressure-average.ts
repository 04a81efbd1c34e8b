import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { measured } from './signs.ts'

interface Pressure {
  systolic: number
  diastolic: number
}

const shown = (language: 'fi' | 'sv' | 'en', { systolic, diastolic }: Pressure): string =>
  `${Math.round(systolic)}/${measured(language, 'blood-pressure', Math.round(diastolic))}`

export const pressureAverageWords = (mean: Pressure & { count: number }, limit: Pressure): Words =>
  inEachLanguage((language) => {
    const now = shown(language, mean)
    const bound = shown(language, limit)
    switch (language) {
      case 'fi':
        return {
          title: `Verenpaineen keskiarvo ${now}`,
          why: `Seitsemän päivän kotimittausten keskiarvo (${mean.count} mittausta, ensimmäinen päivä jätetty pois) on ${now}; kohonnut alkaen ${bound}.`,
        }
      case 'sv':
        return {
          title: `Blodtryckets medelvärde ${now}`,
          why: `Medelvärdet av sju dagars hemmätningar (${mean.count} mätningar, första dagen borträknad) är ${now}; förhöjt från ${bound}.`,
        }
      case 'en':
        return {
          title: `Mean blood pressure ${now}`,
          why: `The mean of seven days at home (${mean.count} readings, the first day left out) is ${now}; high from ${bound}.`,
        }
    }
  })

export const pressureAverageOverWords = (mean: Pressure): Words =>
  inEachLanguage((language) => {
    const now = shown(language, mean)
    switch (language) {
      case 'fi':
        return { title: 'Verenpaineen keskiarvo ei ole enää koholla', why: `Kotimittausten keskiarvo on ${now}.` }
      case 'sv':
        return { title: 'Blodtryckets medelvärde inte längre förhöjt', why: `Hemmätningarnas medelvärde är ${now}.` }
      case 'en':
        return { title: 'Mean blood pressure no longer high', why: `The mean of the readings at home is ${now}.` }
    }
  })
