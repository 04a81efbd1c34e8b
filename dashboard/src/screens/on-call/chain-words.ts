import type { EscalationPolicy, EscalationTarget, OnCallSettings } from '@kotisilta/contract'
import type { TFunction } from 'i18next'

/** Whom a step calls, in words. */
export function targetText(t: TFunction, target: EscalationTarget, settings: OnCallSettings): string {
  switch (target.type) {
    case 'schedule': {
      const name = settings.schedules.find(({ id }) => id === target.schedule)?.name ?? target.schedule
      return t('onCall.chains.target.schedule', { name })
    }
    case 'role':
      return t('onCall.chains.target.role', { role: t(`terms.role.${target.role}`) })
    case 'staff':
      return settings.staff.find(({ id }) => id === target.staff)?.name ?? target.staff
    case 'relatives':
      return t('onCall.chains.target.relatives')
  }
}

/** Which alerts a policy is for, in words. */
export function forWhat(t: TFunction, policy: EscalationPolicy, settings: OnCallSettings): string {
  const priorities = policy.priorities.map((priority) => t(`terms.priority.${priority}`)).join(', ')
  const area = settings.areas.find(({ id }) => id === policy.area)?.name ?? t('onCall.edit.everyArea')
  const problems = policy.problems?.map((problem) => t(`terms.problem.${problem}`)).join(', ')
  if (policy.kind === 'technical') return [t('onCall.chains.technicalText'), area].join(' · ')
  return [priorities, area, problems ?? t('onCall.chains.everyProblem')].join(' · ')
}
