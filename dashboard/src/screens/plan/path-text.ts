import {
  type Branch,
  isTree,
  type Language,
  type PlanDifference,
  READING_KINDS,
  type ReadingKind,
} from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { formatValue } from '../../words/numbers.ts'
import { isReadingKind, kindText, unitText, withUnit } from '../../words/reading-text.ts'

const SECTIONS = ['limits', 'expected', 'medicines', 'goals'] as const
type Section = (typeof SECTIONS)[number]
const isSection = (where: string | undefined): where is Section => SECTIONS.some((section) => section === where)

/** Where in the plan: "Limits: Pulse, danger, above". */
export function placeText(
  t: TFunction,
  path: readonly string[],
  nameOf: (id: string) => string | undefined = () => undefined,
): string {
  const [where = '', key, ...rest] = path
  if (isSection(where)) {
    const name = key === undefined ? '' : (nameOf(key) ?? entryName(t, where, key))
    const details = rest.map((part) => optionText(t, part))
    return [`${t(`plan.section.${where}`)}: ${name}`, ...details].join(', ')
  }
  const names = [key, ...rest]
    .filter((part) => part !== undefined && part !== 'enabled')
    .map((part) => optionText(t, part as string))
  return names.length === 0 ? ruleText(t, where) : `${ruleText(t, where)}: ${names.join(', ')}`
}

/** `blood-pressure.systolic 22:00-07:00`, or a medicine's or goal's own id. */
function entryName(t: TFunction, where: Section, key: string): string {
  if (where !== 'limits' && where !== 'expected') return key
  const [sign = '', hours] = key.split(' ')
  const [kind = '', component] = sign.split('.')
  const name =
    component === 'systolic' || component === 'diastolic' || component === 'mean'
      ? t(`terms.component.${component}`)
      : kindText(t, kind)
  return hours === undefined || hours.startsWith('~') ? name : `${name} ${hours}`
}

/** The name of a part of the plan; its own if the page has none for it. */
export const ruleText = (t: TFunction, where: string): string => t(`plan.rule.${where}` as 'plan.rule.news2', where)
export const optionText = (t: TFunction, option: string): string =>
  t(`plan.option.${option}` as 'plan.option.high', option)

/** A value of the plan as people write it; a whole entry as its parts. */
export function valueText(
  t: TFunction,
  language: Language,
  path: readonly string[],
  value: Branch | undefined,
): string {
  if (value === undefined || value === null) return t('plan.value.none')
  if (typeof value === 'boolean') return t(value ? 'plan.value.on' : 'plan.value.off')
  if (typeof value === 'number') return numberText(t, language, path, value)
  if (typeof value === 'string') return value
  if (!isTree(value)) {
    return value.length === 0
      ? t('plan.value.none')
      : value.map((one) => (typeof one === 'object' ? doseText(one) : String(one))).join(', ')
  }
  const parts = Object.entries(value).filter(([key]) => key !== 'kind' && key !== 'component' && key !== 'id')
  return parts.map(([key, part]) => `${optionText(t, key)} ${valueText(t, language, [...path, key], part)}`).join(', ')
}

function numberText(t: TFunction, language: Language, path: readonly string[], value: number): string {
  const kind = path[0] === 'limits' ? path[1]?.split(/[. ]/)[0] : undefined
  if (kind !== undefined && isReadingKind(kind))
    return withUnit(formatValue(value, kind, language), unitText(t, kind), language)
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(value)
}

const doseText = (dose: unknown): string => String((dose as { at?: unknown } | null)?.at ?? '')

/** Kinds that can be limited or expected. */
export const kindsToMeasure = (Object.keys(READING_KINDS) as ReadingKind[]).filter(
  (kind) => kind !== 'battery-level' && kind !== 'consciousness',
)

export const differenceKey = ({ path }: PlanDifference): string => path.join('/')
