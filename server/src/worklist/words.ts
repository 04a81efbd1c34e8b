import type { Words } from '@kotisilta/contract'

/** What an alert says of a promise that was not kept. */
export const PROMISE_WORDS: Readonly<Record<'call-back' | 'trigger', Words>> = {
  'call-back': {
    fi: {
      title: 'Luvattu soitto on myöhässä',
      why: 'Asiakkaalle luvattiin soittaa, ja luvattu aika on ohi. Kukaan ei ole kirjannut soittoa.',
    },
    sv: {
      title: 'Ett utlovat samtal är försenat',
      why: 'Klienten har lovats ett samtal och tiden har gått ut. Ingen har antecknat något samtal.',
    },
    en: {
      title: 'A promised call is late',
      why: 'The client was promised a call, and the time for it is over. Nobody has recorded a call.',
    },
  },
  trigger: {
    fi: {
      title: 'Toisen palvelun ilmoitus odottaa',
      why: 'Toinen palvelu ilmoitti asiakkaasta, ja aika, jossa ilmoitukseen on reagoitava, on ohi.',
    },
    sv: {
      title: 'Ett meddelande från en annan tjänst väntar',
      why: 'En annan tjänst har meddelat något om klienten, och tiden för att reagera har gått ut.',
    },
    en: {
      title: 'Word from another service waits',
      why: 'Another service told of the client, and the time within which somebody was to see to it is over.',
    },
  },
}
