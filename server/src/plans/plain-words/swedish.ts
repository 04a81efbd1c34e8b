import type { Vocabulary } from './vocabulary.ts'

const DAYS = ['måndagar', 'tisdagar', 'onsdagar', 'torsdagar', 'fredagar', 'lördagar', 'söndagar']
const clock = (time: string) => time.replace(/^0/, '').replace(':', '.')
const list = (items: readonly string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} och ${items.at(-1)}`

export const swedish: Vocabulary = {
  locale: 'sv-FI',
  sign: {
    'body-weight': 'vikten',
    'body-fat': 'fettprocenten',
    'heart-rate': 'pulsen',
    'oxygen-saturation': 'syret i blodet',
    'blood-pressure': 'blodtrycket',
    systolic: 'övertrycket',
    diastolic: 'undertrycket',
    mean: 'medeltrycket',
    'body-temperature': 'temperaturen',
    'respiratory-rate': 'andningen',
    'blood-glucose': 'blodsockret',
    steps: 'antalet steg',
    sleep: 'sömnen',
    activity: 'rörelsen',
    consciousness: 'vakenheten',
    'supplemental-oxygen': 'extra syre',
    'battery-level': 'batteriet',
  },
  unit: {
    kg: 'kg',
    '%': '%',
    '/min': 'per minut',
    'mm[Hg]': 'mmHg',
    Cel: '°C',
    'mmol/L': 'mmol/l',
    min: 'minuter',
    'L/min': 'l/min',
  },
  clock,
  titles: {
    measured: 'Vad som mäts',
    reaction: 'När vårdaren får veta',
    medicines: 'Mediciner',
    goals: 'Mål',
    people: 'Vem som ansvarar',
    pauses: 'Pauser',
    always: 'Kom ihåg',
  },
  when(times, days) {
    const on = days === undefined || days.length === 7 ? 'varje dag' : list(days.map((day) => DAYS[day - 1] as string))
    return times.length === 0 ? on : `${on} klockan ${list(times.map(clock))}`
  },
  days: (count) => (count === 1 ? 'ett dygn' : `${count} dagar`),
  atLeast: (hours) =>
    hours < 48 ? `minst en gång på ${hours} timmar` : `minst en gång på ${Math.floor(hours / 24)} dagar`,
  measured: (sign, when) => `${upper(sign)} mäts ${when}.`,
  limit(sign, level, { low, high, hours }) {
    const sides = [...(low === undefined ? [] : [`under ${low}`]), ...(high === undefined ? [] : [`över ${high}`])]
    const when = hours === undefined ? '' : ` klockan ${clock(hours.from)}–${clock(hours.to)}`
    const then = level === 'red' ? 'får vårdaren genast ett larm' : 'får vårdaren veta det'
    return `Om ${sign}${when} är ${sides.join(' eller ')} ${then}.`
  },
  again: (minutes) => `Om en mätning ser avvikande ut ber vi dig mäta om inom ${minutes} minuter.`,
  rules: {
    news2: 'Av mätningarna räknas poäng för hur du mår (NEWS2). Blir poängen höga får vårdaren veta det.',
    weightGain: (kilograms, days) => `Om vikten stiger mer än ${kilograms} på ${days} får vårdaren veta det.`,
    weightGainDay: (kilograms, days) => `Om vikten stiger minst ${kilograms} på ${days} får vårdaren veta det.`,
    overDiuresis: (kilograms, days) =>
      `Du tar vätskedrivande medicin: om vikten sjunker minst ${kilograms} på ${days} får vårdaren veta det.`,
    malnutrition: (short, long) =>
      `Om vikten sjunker minst ${short.percent} på ${short.days} eller ${long.percent} på ${long.days} får vårdaren veta det.`,
    weightTrend: 'Viktens riktning jämförs med hur din vikt brukar variera.',
    glucose: (low) => `Om blodsockret är under ${low} mäts det om och vårdaren får veta det.`,
    copd: 'Syret i blodet jämförs med mätningarna veckan före.',
    baselines: (names) => `Det här jämförs med vad som är vanligt för dig: ${list(names)}.`,
    baseline: { heartRate: 'puls', respiration: 'andning', activity: 'rörelse', sleep: 'sömn' },
    delirium: 'Om du har feber och både sömn och rörelse är ur gängorna får vårdaren veta det.',
    bloodPressureAverage: (pressure) =>
      `Av blodtrycket räknas veckans medelvärde. Är det minst ${pressure} får vårdaren veta det.`,
    inactivity: (hours) =>
      `Om ingen rör sig hemma på ${hours} timmar när du brukar vara i rörelse får vårdaren veta det.`,
    nightUnrest: 'Om dina nätter är oroligare än vanligt får vårdaren veta det.',
  },
  off: 'Mätningarna följs inte automatiskt just nu. Larmknappen fungerar ändå.',
  medicine: (name, when) => `${name} tas ${when}.`,
  medicineNoTimes: (name) => `${name}: inga dostider har skrivits in.`,
  important: 'Den här medicinen är särskilt viktig. Om en dos inte tas får vårdaren genast ett larm.',
  goal: ({ text, target }, due) =>
    sentence([
      text,
      ...(target === undefined ? [] : [`mål ${target}`]),
      ...(due === undefined ? [] : [`senast ${due}`]),
    ]),
  responsible: (name) => `${name} ansvarar för din plan.`,
  pause(from, until, reason) {
    const why = { hospital: 'du är på sjukhus', travel: 'du är på resa', other: 'en paus är avtalad' }[reason]
    return `Inga mätningar väntas ${from}–${until} eftersom ${why}.`
  },
  always: 'Mår du dåligt, vänta inte. Tryck på larmknappen eller ring 112.',
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const sentence = (parts: readonly string[]) => {
  const text = parts.join(', ')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
