import {
  type Channel,
  channelSchema,
  type DutyNotice,
  dutyNoticeSchema,
  type Language,
  type Milliseconds,
  PRIORITY_RANK,
  type Priority,
} from '@kotisilta/contract'
import { z } from 'zod'
import type { ClaimedMessage } from './command.ts'
import type { Letter } from './port.ts'

const LOCALES: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

const CHANNEL_NAMES: Readonly<Record<Language, Readonly<Record<Channel, string>>>> = {
  fi: {
    push: 'Selainilmoitukset',
    sms: 'Tekstiviestit',
    voice: 'Puhelut',
    email: 'Sähköposti',
    webhook: 'Rajapintaviestit',
  },
  sv: {
    push: 'Webbläsaraviseringar',
    sms: 'Textmeddelanden',
    voice: 'Samtal',
    email: 'E-post',
    webhook: 'Gränssnittsmeddelanden',
  },
  en: { push: 'Browser notifications', sms: 'Text messages', voice: 'Calls', email: 'E-mail', webhook: 'Webhooks' },
}

interface Phrases {
  alert: Readonly<Record<Priority, string>>
  since(time: string): string
  open: string
  test: string
  shiftTest: string
  confirm: string
  down(channel: Channel): string
  /** Somebody has looked at a person outside their reach. */
  glass: string
  technical: string
  /** A schedule's or a chain's name, and the moment it is about. */
  duty: Readonly<Record<DutyNotice['kind'], (name: string, when: string) => string>>
}

/** A text message has 160 characters. */
const NAME_MOST = 24
const dutySchema = z.object({ kind: dutyNoticeSchema.shape.kind, name: z.string(), from: z.number() })

/** Nobody is named, nor what is wrong: a phone lies on tables, and a message goes through many hands. */
const PHRASES: Readonly<Record<Language, Phrases>> = {
  fi: {
    alert: {
      high: 'KIIREELLINEN hälytys odottaa ottajaa',
      medium: 'Hälytys odottaa ottajaa',
      low: 'Ilmoitus odottaa katsojaa',
    },
    since: (time) => `klo ${time}`,
    open: 'Avaa Kotisilta.',
    test: 'Kokeilu: tämä viestikanava toimii',
    shiftTest: 'Vuoron alun kokeilu: tämä viestikanava toimii',
    confirm: 'Kuittaa kokeilu Kotisillassa.',
    down: (channel) =>
      `${CHANNEL_NAMES.fi[channel]}: viestit eivät kulje. Hälytykset menevät muita teitä. Selvitä vika.`,
    glass: 'Asiakkaan tiedot on avattu hätätilanteessa, avaus odottaa tarkastusta',
    technical: 'Tekninen hälytys odottaa ottajaa',
    duty: {
      'swap-offered': (name, when) => `sinulle tarjotaan vuoroa ${when} (${name})`,
      'swap-answered': (name, when) => `vuoronvaihtoosi on vastattu: ${when} (${name})`,
      'comes-on': (name, when) => `päivystysvuorosi alkaa ${when} (${name})`,
      gap: (name, when) => `päivystyksessä ei ole ketään ${when} alkaen (${name})`,
      uncovered: (name, when) => `hälytyksillä ei ole vastaajaa ${when} alkaen (${name})`,
      unconfirmed: (name) => `päivystysvuoron alkua ei ole kuitattu (${name})`,
    },
  },
  sv: {
    alert: {
      high: 'BRÅDSKANDE larm väntar på någon',
      medium: 'Ett larm väntar på någon',
      low: 'Ett ärende väntar på någon',
    },
    since: (time) => `kl. ${time}`,
    open: 'Öppna Kotisilta.',
    test: 'Prov: den här kanalen fungerar',
    shiftTest: 'Prov vid skiftets början: den här kanalen fungerar',
    confirm: 'Kvittera provet i Kotisilta.',
    down: (channel) => `${CHANNEL_NAMES.sv[channel]}: inget går fram. Larmen går andra vägar. Red ut felet.`,
    glass: 'En klients uppgifter har öppnats i en nödsituation och väntar på granskning',
    technical: 'Ett tekniskt larm väntar på någon',
    duty: {
      'swap-offered': (name, when) => `du erbjuds ett pass ${when} (${name})`,
      'swap-answered': (name, when) => `ditt byte har fått svar: ${when} (${name})`,
      'comes-on': (name, when) => `din jour börjar ${when} (${name})`,
      gap: (name, when) => `ingen har jour från ${when} (${name})`,
      uncovered: (name, when) => `ingen svarar på larm från ${when} (${name})`,
      unconfirmed: (name) => `jourens början har inte kvitterats (${name})`,
    },
  },
  en: {
    alert: {
      high: 'URGENT alert waits for somebody',
      medium: 'An alert waits for somebody',
      low: 'Something waits to be seen',
    },
    since: (time) => `at ${time}`,
    open: 'Open Kotisilta.',
    test: 'Test: this way of reaching you works',
    shiftTest: 'Test at the start of the shift: this way of reaching you works',
    confirm: 'Confirm the test in Kotisilta.',
    down: (channel) => `${CHANNEL_NAMES.en[channel]}: nothing gets through. Alerts take other ways. Find out why.`,
    glass: "A client's data were opened in an emergency, to be reviewed",
    technical: 'A technical alert waits for somebody',
    duty: {
      'swap-offered': (name, when) => `you are offered a shift ${when} (${name})`,
      'swap-answered': (name, when) => `your swap was answered: ${when} (${name})`,
      'comes-on': (name, when) => `you come on duty ${when} (${name})`,
      gap: (name, when) => `nobody is on duty from ${when} (${name})`,
      uncovered: (name, when) => `nobody answers alerts from ${when} (${name})`,
      unconfirmed: (name) => `the beginning of a shift has not been confirmed (${name})`,
    },
  },
}

/** What is written, in the language of who gets it. @param base the dashboard's address, if it is known */
export function letterFor(
  message: ClaimedMessage,
  to: NonNullable<ClaimedMessage['to']>,
  base: URL | undefined,
): Letter {
  const { id, attempt, priority, language } = message
  const path = pathOf(message)
  const link = base === undefined ? undefined : new URL(path, base).href
  const [what, then] = sentences(message)
  const text = [`Kotisilta: ${what}.`, link ?? then].join(' ')
  return {
    id,
    attempt,
    to: to.address,
    keys: to.keys,
    priority,
    language,
    subject: `Kotisilta: ${what}`,
    text,
    spoken: `Kotisilta. ${what}. ${then}`,
    path,
    link,
  }
}

function pathOf({ purpose, alert }: ClaimedMessage): string {
  if (purpose === 'alert') return `/?alert=${alert}`
  if (purpose === 'duty') return '/on-call'
  if (purpose === 'glass') return '/break-glass'
  if (purpose === 'technical') return '/technical'
  return purpose === 'channel-down' ? '/channels' : '/account'
}

function sentences({ purpose, language, priority, since, about }: ClaimedMessage): [what: string, then: string] {
  const phrases = PHRASES[language]
  if (purpose === 'test') return [phrases.test, phrases.confirm]
  if (purpose === 'shift-test') return [phrases.shiftTest, phrases.confirm]
  if (purpose === 'channel-down') return [phrases.down(channelSchema.parse(about)).replace(/\.$/, ''), phrases.open]
  if (purpose === 'glass') return [`${phrases.glass}, ${phrases.since(timeText(since, language))}`, phrases.open]
  if (purpose === 'duty') {
    const { kind, name, from } = dutySchema.parse(JSON.parse(about ?? '{}'))
    return [phrases.duty[kind](name.slice(0, NAME_MOST), momentText(from, language)), phrases.open]
  }
  if (purpose === 'technical')
    return [`${phrases.technical}, ${phrases.since(timeText(since, language))}`, phrases.open]
  return [`${phrases.alert[priority]}, ${phrases.since(timeText(since, language))}`, phrases.open]
}

const momentText = (moment: Milliseconds, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Europe/Helsinki',
    day: 'numeric',
    month: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(moment)

const timeText = (moment: Milliseconds, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Europe/Helsinki',
    hour: 'numeric',
    minute: '2-digit',
  }).format(moment)

/** The most urgent first. */
export const byUrgency = (a: { priority: Priority }, b: { priority: Priority }): number =>
  PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority]
