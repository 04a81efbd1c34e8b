import { QUALITY_CODES, type QualityCode } from '@kotisilta/contract'
import type { TFunction } from 'i18next'

const isQualityCode = (code: string): code is QualityCode => (QUALITY_CODES as readonly string[]).includes(code)

/** What speaks against a reading; the code itself if it is one that this page does not know. */
export const qualityText = (t: TFunction, code: string): string =>
  isQualityCode(code) ? t(`terms.quality.${code}`) : code
