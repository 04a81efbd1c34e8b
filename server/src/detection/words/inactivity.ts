import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'

/** @param still from that hour of the wall to that one; `days` are those that are compared with */
export const inactivityWords = ({ from, until, days }: { from: number; until: number; days: number }): Words =>
  inEachLanguage((language) => {
    switch (language) {
      case 'fi':
        return {
          title: `Ei liikettä klo ${from}–${until}`,
          why: `Asunnossa ei ole havaittu liikettä klo ${from}–${until}, vaikka asiakas on edellisten ${days} päivän aikana liikkunut silloin lähes joka päivä.`,
        }
      case 'sv':
        return {
          title: `Ingen rörelse kl. ${from}–${until}`,
          why: `Ingen rörelse har märkts kl. ${from}–${until}, fast klienten de senaste ${days} dagarna har rört sig då nästan varje dag.`,
        }
      case 'en':
        return {
          title: `No movement from ${from} to ${until}`,
          why: `No movement has been seen from ${from} to ${until}, although on nearly all of the last ${days} days the client moved then.`,
        }
    }
  })

export const inactivityOverWords = (): Words => ({
  fi: { title: 'Liikettä havaittu', why: 'Asunnossa on taas havaittu liikettä.' },
  sv: { title: 'Rörelse märkt', why: 'Rörelse har åter märkts i hemmet.' },
  en: { title: 'Movement seen', why: 'There is movement in the home again.' },
})
