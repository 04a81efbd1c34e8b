import { roundTo } from './decimal.ts'

// Converted values keep one decimal more than any rule or score looks at, so that rounding twice cannot move a value into
// another band: 90.46 mm[Hg] must not become 90.5 and then 91 (NEWS2 scores 90 and 91 differently).

/** The international pound is exactly 0.45359237 kg (agreement of 1959). */
const KG_PER_POUND = 0.45359237
export const kilogramsFromPounds = (pounds: number): number => roundTo(pounds * KG_PER_POUND, 2)

/** The market jin of the People's Republic of China is half a kilogram. */
export const kilogramsFromJin = (jin: number): number => roundTo(jin / 2, 3)

/** 1 mm[Hg] is 133.322 Pa (UCUM), so 1 kPa is 7.50062 mm[Hg]. */
const MMHG_PER_KILOPASCAL = 7.50062
export const mmHgFromKilopascals = (kilopascals: number): number => roundTo(kilopascals * MMHG_PER_KILOPASCAL, 2)

export const celsiusFromFahrenheit = (fahrenheit: number): number => roundTo(((fahrenheit - 32) * 5) / 9, 3)

/** Glucose weighs 180.182 g/mol, so 1 mmol/L is 18.0182 mg/dL. */
const MG_PER_DL_PER_MMOL_PER_L = 18.0182
export const mmolFromMgPerDl = (mgPerDl: number): number => roundTo(mgPerDl / MG_PER_DL_PER_MMOL_PER_L, 2)
