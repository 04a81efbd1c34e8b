import type { Language, Limit, ReadingKind } from '@kotisilta/contract'
import { number } from './numbers.ts'

type Name = Readonly<Record<Language, string>>
export type Component = NonNullable<Limit['component']>

/** What a kind of reading is called in the middle of a sentence. */
const KINDS: Readonly<Record<ReadingKind, Name>> = {
  'body-weight': { fi: 'paino', sv: 'vikt', en: 'weight' },
  'body-fat': { fi: 'rasvaprosentti', sv: 'fettprocent', en: 'body fat' },
  'heart-rate': { fi: 'syke', sv: 'puls', en: 'pulse' },
  'oxygen-saturation': { fi: 'happikyllästeisyys', sv: 'syremättnad', en: 'oxygen saturation' },
  'blood-pressure': { fi: 'verenpaine', sv: 'blodtryck', en: 'blood pressure' },
  'body-temperature': { fi: 'ruumiinlämpö', sv: 'kroppstemperatur', en: 'temperature' },
  'respiratory-rate': { fi: 'hengitystaajuus', sv: 'andningsfrekvens', en: 'breathing rate' },
  'blood-glucose': { fi: 'verensokeri', sv: 'blodsocker', en: 'blood glucose' },
  steps: { fi: 'askelmäärä', sv: 'antal steg', en: 'steps' },
  sleep: { fi: 'uni', sv: 'sömn', en: 'sleep' },
  activity: { fi: 'aktiivisuus', sv: 'aktivitet', en: 'activity' },
  consciousness: { fi: 'tajunnan taso', sv: 'medvetandegrad', en: 'consciousness' },
  'supplemental-oxygen': { fi: 'lisähappi', sv: 'extra syrgas', en: 'supplemental oxygen' },
  'battery-level': { fi: 'akun varaus', sv: 'batteriladdning', en: 'battery level' },
}

const COMPONENTS: Readonly<Record<Component, Name>> = {
  systolic: { fi: 'yläpaine', sv: 'övertryck', en: 'systolic blood pressure' },
  diastolic: { fi: 'alapaine', sv: 'undertryck', en: 'diastolic blood pressure' },
  mean: { fi: 'keskipaine', sv: 'medeltryck', en: 'mean blood pressure' },
}

/** A space before the unit, except before `/min` and, in English, `%`. */
const UNITS: Readonly<Record<ReadingKind, Name>> = {
  'body-weight': every(' kg'),
  'body-fat': { fi: ' %', sv: ' %', en: '%' },
  'heart-rate': every('/min'),
  'oxygen-saturation': { fi: ' %', sv: ' %', en: '%' },
  'blood-pressure': every(' mmHg'),
  'body-temperature': every(' °C'),
  'respiratory-rate': every('/min'),
  'blood-glucose': { fi: ' mmol/l', sv: ' mmol/l', en: ' mmol/L' },
  steps: every(''),
  sleep: every(' min'),
  activity: { fi: ' %', sv: ' %', en: '%' },
  consciousness: every(''),
  'supplemental-oxygen': { fi: ' l/min', sv: ' l/min', en: ' L/min' },
  'battery-level': { fi: ' %', sv: ' %', en: '%' },
}

function every(text: string): Name {
  return { fi: text, sv: text, en: text }
}

export const signName = (language: Language, kind: ReadingKind, component?: Component): string =>
  (component === undefined ? KINDS[kind] : COMPONENTS[component])[language]

/** `72,4 kg`, `132/min`, `V`. */
export const measured = (language: Language, kind: ReadingKind, value: number | string): string =>
  typeof value === 'string' ? value : number(language, value) + UNITS[kind][language]

/** `72,4 kg` of 72400. */
export const kilograms = (language: Language, grams: number): string => measured(language, 'body-weight', grams / 1000)
