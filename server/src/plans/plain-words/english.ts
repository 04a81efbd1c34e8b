import type { Vocabulary } from './vocabulary.ts'

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
const clock = (time: string) => time.replace(/^0/, '')
const list = (items: readonly string[]) =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

export const english: Vocabulary = {
  locale: 'en-GB',
  sign: {
    'body-weight': 'weight',
    'body-fat': 'body fat',
    'heart-rate': 'pulse',
    'oxygen-saturation': 'blood oxygen',
    'blood-pressure': 'blood pressure',
    systolic: 'upper blood pressure',
    diastolic: 'lower blood pressure',
    mean: 'mean blood pressure',
    'body-temperature': 'temperature',
    'respiratory-rate': 'breathing rate',
    'blood-glucose': 'blood sugar',
    steps: 'number of steps',
    sleep: 'sleep',
    activity: 'movement',
    consciousness: 'alertness',
    'supplemental-oxygen': 'extra oxygen',
    'battery-level': 'battery',
  },
  unit: {
    kg: 'kg',
    '%': '%',
    '/min': 'a minute',
    'mm[Hg]': 'mmHg',
    Cel: '°C',
    'mmol/L': 'mmol/L',
    min: 'minutes',
    'L/min': 'L/min',
  },
  clock,
  titles: {
    measured: 'What is measured',
    reaction: 'When the nurse is told',
    medicines: 'Medicines',
    goals: 'Goals',
    people: 'Who answers for it',
    pauses: 'Pauses',
    always: 'Remember',
  },
  when(times, days) {
    const on =
      days === undefined || days.length === 7 ? 'every day' : `on ${list(days.map((day) => DAYS[day - 1] as string))}`
    return times.length === 0 ? on : `${on} at ${list(times.map(clock))}`
  },
  days: (count) => (count === 1 ? 'one day' : `${count} days`),
  atLeast: (hours) =>
    hours < 48 ? `at least once in ${hours} hours` : `at least once in ${Math.floor(hours / 24)} days`,
  measured: (sign, when) => `Your ${sign} is measured ${when}.`,
  limit(sign, level, { low, high, hours }) {
    const sides = [...(low === undefined ? [] : [`below ${low}`]), ...(high === undefined ? [] : [`above ${high}`])]
    const when = hours === undefined ? '' : ` between ${clock(hours.from)} and ${clock(hours.to)}`
    const then = level === 'red' ? 'the nurse gets an alarm at once' : 'the nurse is told'
    return `If your ${sign} is ${sides.join(' or ')}${when}, ${then}.`
  },
  again: (minutes) => `If a measurement looks unusual, you are asked to measure again within ${minutes} minutes.`,
  rules: {
    news2: 'Your measurements are added up to a score of how you are (NEWS2). If it is high, the nurse is told.',
    weightGain: (kilograms, days) => `If your weight goes up by more than ${kilograms} in ${days}, the nurse is told.`,
    weightGainDay: (kilograms, days) => `If your weight goes up by ${kilograms} or more in ${days}, the nurse is told.`,
    overDiuresis: (kilograms, days) =>
      `You take a water tablet: if your weight goes down by ${kilograms} or more in ${days}, the nurse is told.`,
    malnutrition: (short, long) =>
      `If your weight goes down by ${short.percent} in ${short.days} or ${long.percent} in ${long.days}, the nurse is told.`,
    weightTrend: 'Where your weight is going is compared with how it usually varies.',
    glucose: (low) => `If your blood sugar is below ${low}, it is measured again and the nurse is told.`,
    copd: 'Your blood oxygen is compared with the week before.',
    baselines: (names) => `Compared with what is usual for you: ${list(names)}.`,
    baseline: { heartRate: 'pulse', respiration: 'breathing', activity: 'movement', sleep: 'sleep' },
    delirium: 'If you have a fever and your sleep and movement are out of order, the nurse is told.',
    bloodPressureAverage: (pressure) =>
      `A mean of your blood pressure is taken over a week. If it is ${pressure} or more, the nurse is told.`,
    inactivity: (hours) => `If nobody moves at home for ${hours} hours in which you usually do, the nurse is told.`,
    nightUnrest: 'If your nights are more restless than usual, the nurse is told.',
  },
  off: 'Measurements are not watched automatically just now. The alarm button works all the same.',
  medicine: (name, when) => `${name} is taken ${when}.`,
  medicineNoTimes: (name) => `${name}: no times have been written down.`,
  important: 'This medicine is especially important. If a dose is not taken, the nurse gets an alarm at once.',
  goal: ({ text, target }, due) =>
    sentence([text, ...(target === undefined ? [] : [`aim ${target}`]), ...(due === undefined ? [] : [`by ${due}`])]),
  responsible: (name) => `${name} answers for your plan.`,
  pause(from, until, reason) {
    const why = { hospital: 'you are in hospital', travel: 'you are travelling', other: 'a pause has been agreed' }[
      reason
    ]
    return `No measurements are expected from ${from} to ${until} because ${why}.`
  },
  always: 'If you feel unwell, do not wait. Press the alarm button or call 112.',
}

const sentence = (parts: readonly string[]) => {
  const text = parts.join(', ')
  return /[.!?]$/.test(text) ? text : `${text}.`
}
