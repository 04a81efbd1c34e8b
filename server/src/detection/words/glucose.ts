import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { measured } from './signs.ts'

/** @param limit below which it is @param isVeryLow level 2 of the ADA */
export const glucoseWords = (value: number, limit: number, isVeryLow: boolean): Words =>
  inEachLanguage((language) => {
    const now = measured(language, 'blood-glucose', value)
    const bound = measured(language, 'blood-glucose', limit)
    switch (language) {
      case 'fi':
        return {
          title: isVeryLow ? 'Verensokeri vaarallisen matala' : 'Verensokeri matala',
          why: `Verensokeri on ${now}; alle ${bound} on ${isVeryLow ? 'vaarallisen matala ja vaatii heti hoitoa' : 'matala'}.`,
        }
      case 'sv':
        return {
          title: isVeryLow ? 'Farligt lågt blodsocker' : 'Lågt blodsocker',
          why: `Blodsockret är ${now}; under ${bound} är ${isVeryLow ? 'farligt lågt och kräver genast åtgärd' : 'lågt'}.`,
        }
      case 'en':
        return {
          title: isVeryLow ? 'Blood glucose dangerously low' : 'Blood glucose low',
          why: `Blood glucose ${now}; below ${bound} is ${isVeryLow ? 'dangerously low and needs treatment at once' : 'low'}.`,
        }
    }
  })

export const glucoseBackWords = (value: number): Words =>
  inEachLanguage((language) => {
    const now = measured(language, 'blood-glucose', value)
    switch (language) {
      case 'fi':
        return { title: 'Verensokeri ei ole enää matala', why: `Verensokeri on ${now}.` }
      case 'sv':
        return { title: 'Blodsockret är inte längre lågt', why: `Blodsockret är ${now}.` }
      case 'en':
        return { title: 'Blood glucose no longer low', why: `Blood glucose ${now}.` }
    }
  })
