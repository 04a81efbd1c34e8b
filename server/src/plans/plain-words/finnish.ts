import type { Vocabulary } from './vocabulary.ts'

const DAYS = [
  'maanantaisin',
  'tiistaisin',
  'keskiviikkoisin',
  'torstaisin',
  'perjantaisin',
  'lauantaisin',
  'sunnuntaisin',
]
const clock = (time: string) => time.replace(/^0/, '').replace(':', '.')
const list = (items: readonly string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ja ${items.at(-1)}`

export const finnish: Vocabulary = {
  locale: 'fi-FI',
  sign: {
    'body-weight': 'paino',
    'body-fat': 'rasvaprosentti',
    'heart-rate': 'syke',
    'oxygen-saturation': 'veren happi',
    'blood-pressure': 'verenpaine',
    systolic: 'yläpaine',
    diastolic: 'alapaine',
    mean: 'keskipaine',
    'body-temperature': 'lämpö',
    'respiratory-rate': 'hengitystiheys',
    'blood-glucose': 'verensokeri',
    steps: 'askelmäärä',
    sleep: 'uni',
    activity: 'liikkuminen',
    consciousness: 'vireystila',
    'supplemental-oxygen': 'lisähappi',
    'battery-level': 'akun varaus',
  },
  unit: {
    kg: 'kg',
    '%': '%',
    '/min': 'minuutissa',
    'mm[Hg]': 'mmHg',
    Cel: '°C',
    'mmol/L': 'mmol/l',
    min: 'minuuttia',
    'L/min': 'l/min',
  },
  clock,
  titles: {
    measured: 'Mitä mitataan',
    reaction: 'Milloin hoitaja saa tiedon',
    medicines: 'Lääkkeet',
    goals: 'Tavoitteet',
    people: 'Kuka vastaa',
    pauses: 'Tauot',
    always: 'Muista',
  },
  when(times, days) {
    const on = days === undefined || days.length === 7 ? 'joka päivä' : list(days.map((day) => DAYS[day - 1] as string))
    return times.length === 0 ? on : `${on} kello ${list(times.map(clock))}`
  },
  days: (count) => (count === 1 ? 'vuorokaudessa' : `${count} päivässä`),
  atLeast: (hours) =>
    hours < 48 ? `vähintään kerran ${hours} tunnissa` : `vähintään kerran ${Math.floor(hours / 24)} päivässä`,
  measured: (sign, when) => `${upper(sign)} mitataan ${when}.`,
  limit(sign, level, { low, high, hours }) {
    const sides = [...(low === undefined ? [] : [`alle ${low}`]), ...(high === undefined ? [] : [`yli ${high}`])]
    const when = hours === undefined ? '' : ` kello ${clock(hours.from)}–${clock(hours.to)}`
    const then = level === 'red' ? 'hoitaja saa heti hälytyksen' : 'hoitaja saa siitä tiedon'
    return `Jos ${sign} on${when} ${sides.join(' tai ')}, ${then}.`
  },
  again: (minutes) => `Jos mittaus näyttää poikkeavalta, se pyydetään tekemään uudelleen ${minutes} minuutin kuluessa.`,
  rules: {
    news2: 'Mittauksista lasketaan yleisvoinnin pisteet (NEWS2). Jos pisteitä kertyy paljon, hoitaja saa tiedon.',
    weightGain: (kilograms, days) => `Jos paino nousee yli ${kilograms} ${days}, hoitaja saa tiedon.`,
    weightGainDay: (kilograms, days) => `Jos paino nousee vähintään ${kilograms} ${days}, hoitaja saa tiedon.`,
    overDiuresis: (kilograms, days) =>
      `Käytät nesteenpoistolääkettä: jos paino laskee vähintään ${kilograms} ${days}, hoitaja saa tiedon.`,
    malnutrition: (short, long) =>
      `Jos paino laskee vähintään ${short.percent} ${short.days} tai ${long.percent} ${long.days}, hoitaja saa tiedon.`,
    weightTrend: 'Painon suuntaa verrataan siihen, miten painosi yleensä vaihtelee.',
    glucose: (low) => `Jos verensokeri on alle ${low}, se mitataan uudelleen ja hoitaja saa tiedon.`,
    copd: 'Veren happea verrataan edellisen viikon mittauksiin.',
    baselines: (names) => `Omaan tavalliseen tasoosi verrataan: ${list(names)}.`,
    baseline: { heartRate: 'syke', respiration: 'hengitys', activity: 'liikkuminen', sleep: 'uni' },
    delirium: 'Jos sinulla on kuumetta ja uni ja liikkuminen ovat sekaisin, hoitaja saa tiedon.',
    bloodPressureAverage: (pressure) =>
      `Verenpaineesta lasketaan viikon keskiarvo. Jos se on vähintään ${pressure}, hoitaja saa tiedon.`,
    inactivity: (hours) => `Jos kotona ei liikuta ${hours} tuntiin silloin, kun yleensä liikut, hoitaja saa tiedon.`,
    nightUnrest: 'Jos yösi ovat tavallista levottomampia, hoitaja saa tiedon.',
  },
  off: 'Mittauksia ei juuri nyt seurata automaattisesti. Hälytyspainike toimii silti.',
  medicine: (name, when) => `${name} otetaan ${when}.`,
  medicineNoTimes: (name) => `${name}: annosten aikoja ei ole kirjattu.`,
  important: 'Tämä lääke on erityisen tärkeä. Jos annos jää ottamatta, hoitaja saa heti hälytyksen.',
  goal: ({ text, target }, due) =>
    sentence([
      text,
      ...(target === undefined ? [] : [`tavoite ${target}`]),
      ...(due === undefined ? [] : [`viimeistään ${due}`]),
    ]),
  responsible: (name) => `Suunnitelmastasi vastaa ${name}.`,
  pause(from, until, reason) {
    const why = { hospital: 'olet sairaalassa', travel: 'olet matkalla', other: 'tauko on sovittu' }[reason]
    return `Mittauksia ei odoteta ${from}–${until}, koska ${why}.`
  },
  always: 'Jos vointisi on huono, älä jää odottamaan. Paina hälytyspainiketta tai soita 112.',
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const sentence = (parts: readonly string[]) => {
  const text = parts.join(', ')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
