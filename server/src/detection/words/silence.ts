import type { Language, ReadingKind, Words } from '@kotisilta/contract'
import type { Cause } from '../watch/causes.ts'
import { inEachLanguage } from './in-each-language.ts'
import { list } from './phrases.ts'
import { signName } from './signs.ts'

type Said = Readonly<Record<Language, string>>

const TITLES: Readonly<Record<Exclude<Cause, 'paused'> | 'unknown', Said>> = {
  gateway: {
    fi: 'Kodin yhdyskäytävään ei saada yhteyttä',
    sv: 'Ingen kontakt med hemmets sluss',
    en: 'The gateway in the home is not heard',
  },
  device: { fi: 'Laite ei ole yhteydessä', sv: 'Enheten är inte ansluten', en: 'The device is not connected' },
  battery: { fi: 'Laitteen akku on tyhjä', sv: 'Enhetens batteri är tomt', en: 'The battery of the device is empty' },
  'not-worn': { fi: 'Ranneke ei ole kädessä', sv: 'Armbandet bärs inte', en: 'The wristband is not worn' },
  away: { fi: 'Asiakas on poissa kotoa', sv: 'Klienten är inte hemma', en: 'The client is away from home' },
  unknown: { fi: 'Mittauksia puuttuu', sv: 'Mätningar uteblir', en: 'Readings are missing' },
}

/** @param cause why, if it is known */
export const silenceWords = (kinds: readonly ReadingKind[], cause: Cause | undefined): Words =>
  inEachLanguage((language) => {
    const names = list(
      language,
      kinds.map((kind) => signName(language, kind)),
    )
    const title = TITLES[cause === undefined || cause === 'paused' ? 'unknown' : cause][language]
    switch (language) {
      case 'fi':
        return { title, why: `Suunnitelman mukaan olisi jo pitänyt tulla: ${names}.` }
      case 'sv':
        return { title, why: `Enligt planen borde detta redan ha kommit: ${names}.` }
      case 'en':
        return { title, why: `By the plan these should have come by now: ${names}.` }
    }
  })

export const heardAgainWords = (): Words => ({
  fi: { title: 'Mittauksia tulee taas', why: 'Kaikkia suunnitelman odottamia mittauksia on taas saatu.' },
  sv: { title: 'Mätningar kommer åter', why: 'Alla mätningar som planen väntar sig har åter kommit.' },
  en: { title: 'Readings are coming again', why: 'All the readings that the plan expects have come again.' },
})
