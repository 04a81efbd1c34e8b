import { useTranslation } from 'react-i18next'
import { failureCode } from '../api/request-failed.ts'
import { spanParts } from './spans.ts'

/** How long, in words that are read at a glance: "0:38", "12 min", "1 h 5 min". */
export function useSpanText(): (length: number) => string {
  const { t } = useTranslation()
  return (length) => {
    const { form, ...parts } = spanParts(length)
    return t(`time.${form}`, parts)
  }
}

/** Why something failed, in the words of its code. */
export function useFailureText(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => t(`problems.code.${failureCode(error)}`)
}
