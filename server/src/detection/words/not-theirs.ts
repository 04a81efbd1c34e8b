import type { Words } from '@kotisilta/contract'

/** Of an event that somebody has found to be another person's. */
export const NOT_THEIRS: Words = {
  fi: { title: 'Kuului toiselle asiakkaalle', why: 'Henkilökunta on siirtänyt tapahtuman sille, jota se koski.' },
  sv: { title: 'Gällde en annan klient', why: 'Personalen har flyttat händelsen till den som den gällde.' },
  en: { title: "Was another client's", why: 'Staff have moved the event to the client whom it was about.' },
}
