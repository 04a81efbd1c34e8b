const PATTERN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))$/

/**
 * ISO 8601 with a zone (`Z` or `+02:00`), seconds and their fraction optional, as UTC with milliseconds.
 * Undefined for anything else, a local time without zone and the 30th of February among it.
 */
export function isoFromZonedText(text: string): string | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const [fraction = '0', sign = '+', zoneHour = '0', zoneMinute = '0'] = match.slice(7)
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined)
    return undefined
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  if (hour > 23 || minute > 59 || (second ?? 0) > 59 || Number(zoneHour) > 18 || Number(zoneMinute) > 59)
    return undefined
  const ahead = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1)
  const local = Date.UTC(year, month - 1, day, hour, minute, second, Math.floor(Number(`0.${fraction}`) * 1000))
  return new Date(local - ahead * 60_000).toISOString()
}
