import type { Language, Milliseconds, Words } from '@kotisilta/contract'
import type { DoseStatus } from '../watch/dose-slots.ts'
import { clockTime } from './clock-time.ts'
import { inEachLanguage } from './in-each-language.ts'
import { list } from './phrases.ts'

interface Dose {
  name: string
  due: Milliseconds
  status: DoseStatus
}

type Said = Readonly<Record<Language, string>>

const TITLES: Readonly<Record<'critical' | 'missed' | 'robot-fault' | 'robot-offline', Said>> = {
  'robot-fault': {
    fi: 'Lääkerobotti ei anna annosta',
    sv: 'Läkemedelsroboten ger inte dosen',
    en: 'The medication robot does not give the dose',
  },
  'robot-offline': {
    fi: 'Lääkerobottiin ei saada yhteyttä annoksen aikaan',
    sv: 'Ingen kontakt med läkemedelsroboten vid dosen',
    en: 'The medication robot is not heard when a dose is due',
  },
  missed: { fi: 'Lääke ottamatta', sv: 'Medicin inte tagen', en: 'Medicine not taken' },
  critical: {
    fi: 'Lääke myöhässä, ja aika ottaa se loppuu',
    sv: 'Medicinen är försenad och tiden att ta den rinner ut',
    en: 'Medicine late, and the time to take it runs out',
  },
}

/** @param doses that somebody has to see to */
export const doseLateWords = (doses: readonly Dose[]): Words =>
  inEachLanguage((language) => {
    const worst = (['robot-fault', 'robot-offline', 'missed', 'critical'] as const).find((status) =>
      doses.some((dose) => dose.status === status),
    )
    const names = list(
      language,
      doses.map(({ name, due }) => `${name} (${clockTime(due)})`),
    )
    const title = TITLES[worst ?? 'critical'][language]
    switch (language) {
      case 'fi':
        return { title, why: `Ottamatta: ${names}.` }
      case 'sv':
        return { title, why: `Inte tagna: ${names}.` }
      case 'en':
        return { title, why: `Not taken: ${names}.` }
    }
  })

export const dosesSettledWords = (): Words => ({
  fi: { title: 'Lääkeannos hoidettu', why: 'Myöhässä ollut annos on otettu tai poistettu, tai sen aika on ohi.' },
  sv: {
    title: 'Läkemedelsdosen åtgärdad',
    why: 'Den försenade dosen har tagits eller dragits in, eller dess tid är förbi.',
  },
  en: { title: 'Dose settled', why: 'The late dose has been taken or withdrawn, or its time is over.' },
})
