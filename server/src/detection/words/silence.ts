import type { Language, Milliseconds, ReadingKind, Words } from '@kotisilta/contract'
import type { Cause } from '../watch/causes.ts'
import { clockTime } from './clock-time.ts'
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
  radio: {
    fi: 'Kodin yhdyskäytävä ei kuule laitteita',
    sv: 'Hemmets sluss hör inga enheter',
    en: 'The gateway in the home does not hear the devices',
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

/** @param since from when on the home has been cut off */
export const cutOffWords = (since: Milliseconds): Words =>
  inEachLanguage((language) => {
    const title = TITLES.gateway[language]
    const from = clockTime(since)
    switch (language) {
      case 'fi':
        return { title, why: `Kotiin ei ole ollut yhteyttä klo ${from} jälkeen. Avunpyyntö sieltä ei tule perille.` }
      case 'sv':
        return {
          title,
          why: `Hemmet har saknat kontakt sedan kl. ${from}. Ett trygghetslarm därifrån kommer inte fram.`,
        }
      case 'en':
        return { title, why: `The home has been cut off since ${from}. A call for help from there does not arrive.` }
    }
  })

/** @param since from when on nothing has been heard over Bluetooth */
export const deafWords = (since: Milliseconds): Words =>
  inEachLanguage((language) => {
    const title = TITLES.radio[language]
    const from = clockTime(since)
    switch (language) {
      case 'fi':
        return {
          title,
          why: `Bluetooth-laitteita ei ole kuultu klo ${from} jälkeen, eikä radio ole toipunut itsestään. Mittaukset ja rannekkeen hälytys eivät tule perille.`,
        }
      case 'sv':
        return {
          title,
          why: `Inga Bluetooth-enheter har hörts sedan kl. ${from}, och radion har inte hämtat sig av sig själv. Mätningar och larm från armbandet kommer inte fram.`,
        }
      case 'en':
        return {
          title,
          why: `No Bluetooth device has been heard since ${from}, and the radio has not recovered by itself. Readings and a call from a wristband do not arrive.`,
        }
    }
  })

export const hearsAgainWords = (): Words => ({
  fi: { title: 'Yhdyskäytävä kuulee taas laitteet', why: 'Kodin yhdyskäytävän Bluetooth-radio toimii taas.' },
  sv: { title: 'Slussen hör enheterna igen', why: 'Bluetooth-radion i hemmets sluss fungerar igen.' },
  en: { title: 'The gateway hears the devices again', why: 'The Bluetooth radio of the gateway works again.' },
})

export const connectedAgainWords = (): Words => ({
  fi: { title: 'Koti on taas yhteydessä', why: 'Kodin yhdyskäytävään saadaan taas yhteys.' },
  sv: { title: 'Hemmet har kontakt igen', why: 'Hemmets sluss har åter kontakt.' },
  en: { title: 'The home is connected again', why: 'The gateway in the home is heard again.' },
})

export const notExpectedWords = (): Words => ({
  fi: { title: 'Mittauksia ei odoteta', why: 'Seuranta on tauolla, eikä kodista odoteta mitään.' },
  sv: { title: 'Inga mätningar väntas', why: 'Uppföljningen är pausad och ingenting väntas från hemmet.' },
  en: { title: 'No readings are expected', why: 'Monitoring is paused, and nothing is expected of the home.' },
})
