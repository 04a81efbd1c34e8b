import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { number } from './numbers.ts'

/** @param counted quarters of an hour with movement in the last night, and usually; on so many nights */
export const nightUnrestWords = ({
  quarters,
  usual,
  nights,
}: {
  quarters: number
  usual: number
  nights: number
}): Words =>
  inEachLanguage((language) => {
    const normal = number(language, usual)
    switch (language) {
      case 'fi':
        return {
          title: 'Levottomia öitä',
          why: `${nights} yönä peräkkäin tavallista enemmän liikettä klo 23–06: viime yönä ${quarters} vartissa, tavallisesti ${normal}.`,
        }
      case 'sv':
        return {
          title: 'Oroliga nätter',
          why: `${nights} nätter i rad mer rörelse än vanligt kl. 23–06: i natt under ${quarters} kvartar, vanligen ${normal}.`,
        }
      case 'en':
        return {
          title: 'Restless nights',
          why: `More movement than usual from 23 to 06 on ${nights} nights in a row: in ${quarters} quarters of an hour last night, usually in ${normal}.`,
        }
    }
  })

export const nightCalmWords = (): Words => ({
  fi: { title: 'Yö taas tavallinen', why: 'Viime yönä liikettä oli tavallisen verran.' },
  sv: { title: 'Natten åter som vanligt', why: 'I natt var rörelserna som vanligt.' },
  en: { title: 'Night as usual again', why: 'Last night there was as much movement as usual.' },
})
