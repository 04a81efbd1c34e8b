import type { Language } from '@kotisilta/contract'

/** Every word of the status page; as many in each language, which the type sees to. */
const EN = {
  title: 'Kotisilta home box',
  about: 'This page shows how the box is. Nothing can be changed here.',
  at: 'As of',
  link: 'Connection to the server',
  connected: 'connected',
  'not-connected': 'NOT connected',
  waiting: 'Waiting to be sent',
  oldest: 'Oldest waiting since',
  clock: 'Clock',
  synchronised: 'right',
  unsynchronised: 'NOT set',
  radio: 'Bluetooth',
  hears: 'hears',
  'hears-not': 'does NOT hear',
  none: 'not in use',
  disk: 'Memory card',
  'disk-ok': 'in order',
  'disk-not': 'needs attention',
  test: 'Devices are being tried until',
  version: 'Version',
  devices: 'Devices',
  device: 'Device',
  heard: 'Last heard',
  battery: 'Battery',
  signal: 'Signal',
  never: 'not yet',
  nothing: 'No devices are known yet.',
}
type Words = Readonly<Record<keyof typeof EN, string>>

const FI: Words = {
  title: 'Kotisillan yhdyslaite',
  about: 'Tältä sivulta näkee, miten laite voi. Mitään ei voi muuttaa.',
  at: 'Tilanne',
  link: 'Yhteys palvelimeen',
  connected: 'toimii',
  'not-connected': 'EI yhteyttä',
  waiting: 'Odottaa lähettämistä',
  oldest: 'Vanhin odottanut alkaen',
  clock: 'Kello',
  synchronised: 'oikeassa',
  unsynchronised: 'EI asetettu',
  radio: 'Bluetooth',
  hears: 'kuulee',
  'hears-not': 'EI kuule',
  none: 'ei käytössä',
  disk: 'Muistikortti',
  'disk-ok': 'kunnossa',
  'disk-not': 'vaatii huomiota',
  test: 'Laitteita testataan, päättyy',
  version: 'Versio',
  devices: 'Mittarit ja painikkeet',
  device: 'Laite',
  heard: 'Kuultu viimeksi',
  battery: 'Paristo',
  signal: 'Kuuluvuus',
  never: 'ei vielä',
  nothing: 'Laitteita ei vielä tunneta.',
}
const SV: Words = {
  title: 'Kotisiltas hemenhet',
  about: 'Här syns hur enheten mår. Ingenting kan ändras här.',
  at: 'Läget',
  link: 'Förbindelse till servern',
  connected: 'fungerar',
  'not-connected': 'INGEN förbindelse',
  waiting: 'Väntar på att skickas',
  oldest: 'Äldsta har väntat sedan',
  clock: 'Klocka',
  synchronised: 'går rätt',
  unsynchronised: 'INTE ställd',
  radio: 'Bluetooth',
  hears: 'hör',
  'hears-not': 'hör INTE',
  none: 'används inte',
  disk: 'Minneskort',
  'disk-ok': 'i ordning',
  'disk-not': 'behöver ses över',
  test: 'Enheterna testas till',
  version: 'Version',
  devices: 'Mätare och knappar',
  device: 'Enhet',
  heard: 'Senast hörd',
  battery: 'Batteri',
  signal: 'Signal',
  never: 'inte ännu',
  nothing: 'Inga enheter är kända ännu.',
}

export const STATUS_WORDS: Readonly<Record<Language, Words>> = { fi: FI, sv: SV, en: EN }

/** The first of our languages in an Accept-Language header (RFC 9110, 12.5.4), by its weights; Finnish if there is none. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((range, place) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((each) => each !== undefined)
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight), place }
    })
  wanted.sort((a, b) => b.weight - a.weight || a.place - b.place)
  const known = wanted.find(({ language, weight }) => Object.hasOwn(STATUS_WORDS, language) && weight > 0)
  return (known?.language as Language | undefined) ?? 'fi'
}
