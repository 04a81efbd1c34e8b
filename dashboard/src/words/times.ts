import type { Language, Milliseconds } from '@kotisilta/contract'
import { LOCALE } from './numbers.ts'

/** Everybody on the screen lives in this time zone, wherever the browser thinks it is. */
export const TIME_ZONE = 'Europe/Helsinki'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(LOCALE[language], { timeZone: TIME_ZONE, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

type Moment = Milliseconds | string
const moment = (at: Moment): Date => new Date(at)

/** 02.14 in Finnish and in the Swedish of Finland, 02:14 in English. */
export const formatTime = (at: Moment, language: Language): string =>
  format(language, { hour: '2-digit', minute: '2-digit' }).format(moment(at))

export const formatSeconds = (at: Moment, language: Language): string =>
  format(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(moment(at))

/** Day and month, with the year when it is not that of `now`. */
export function formatDate(at: Moment, language: Language, now: Milliseconds): string {
  const year = (time: Moment) => format('en', { year: 'numeric' }).format(moment(time))
  return format(language, {
    day: 'numeric',
    month: 'numeric',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(moment(at))
}

/** Midnight to midnight in Helsinki, as a text that two moments of one day share. */
const dayOf = (at: Moment): string =>
  format('en', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment(at))

/** The time alone for today, with the date before it for any other day. */
export const formatMoment = (at: Moment, language: Language, now: Milliseconds, seconds = false): string => {
  const time = seconds ? formatSeconds(at, language) : formatTime(at, language)
  return dayOf(at) === dayOf(now) ? time : `${formatDate(at, language, now)} ${time}`
}

/** Date and time, whatever day it is. */
export const formatDateTime = (at: Moment, language: Language, now: Milliseconds): string =>
  `${formatDate(at, language, now)} ${formatTime(at, language)}`

/** How old somebody is, as far as the year of birth tells. */
export const ageAt = (birthYear: number, now: Milliseconds): number =>
  Number(format('en', { year: 'numeric' }).format(moment(now))) - birthYear
