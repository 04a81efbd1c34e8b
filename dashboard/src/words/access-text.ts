import type { TFunction } from 'i18next'

/** What somebody did, in words; what this page has no words for, as the log has it. */
export function actionText(t: TFunction, action: string): string {
  return t(`access.action.${action}` as 'access.action.other', { defaultValue: action })
}
