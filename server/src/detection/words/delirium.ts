import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { measured } from './signs.ts'

interface Pattern {
  degrees: number
  /** The person's own usual, if it is known. */
  usual: number | undefined
  /** Deviations from usual; below zero for less. */
  activity: number
  sleep: number
}

export const deliriumWords = ({ degrees, usual, activity, sleep }: Pattern): Words =>
  inEachLanguage((language) => {
    const now = measured(language, 'body-temperature', degrees)
    const normal = usual === undefined ? undefined : measured(language, 'body-temperature', Math.round(usual * 10) / 10)
    switch (language) {
      case 'fi':
        return {
          title: 'Kuume, ja liike ja uni poikkeavat tavallisesta',
          why: `Ruumiinlämpö on ${now}${normal === undefined ? '' : ` (tavallisesti ${normal})`}, ja asiakas liikkuu tavallista ${activity < 0 ? 'vähemmän' : 'enemmän'} ja nukkuu tavallista ${sleep < 0 ? 'vähemmän' : 'enemmän'}; syynä voi olla tulehdus ja äkillinen sekavuus.`,
        }
      case 'sv':
        return {
          title: 'Feber, och rörelse och sömn avviker från det vanliga',
          why: `Kroppstemperaturen är ${now}${normal === undefined ? '' : ` (vanligen ${normal})`}, och klienten rör sig ${activity < 0 ? 'mindre' : 'mer'} och sover ${sleep < 0 ? 'mindre' : 'mer'} än vanligt; orsaken kan vara en infektion med akut förvirring.`,
        }
      case 'en':
        return {
          title: 'Fever, with activity and sleep out of the usual',
          why: `Temperature ${now}${normal === undefined ? '' : ` (usually ${normal})`}, and the client moves ${activity < 0 ? 'less' : 'more'} and sleeps ${sleep < 0 ? 'less' : 'more'} than usual; an infection with acute confusion may be the cause.`,
        }
    }
  })

export const deliriumOverWords = (degrees: number): Words =>
  inEachLanguage((language) => {
    const now = measured(language, 'body-temperature', degrees)
    switch (language) {
      case 'fi':
        return { title: 'Kuume on laskenut', why: `Ruumiinlämpö on ${now}.` }
      case 'sv':
        return { title: 'Febern har gått ner', why: `Kroppstemperaturen är ${now}.` }
      case 'en':
        return { title: 'The fever has gone down', why: `Temperature ${now}.` }
    }
  })
