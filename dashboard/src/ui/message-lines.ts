import type { Message } from '@kotisilta/contract'
import type { TFunction } from 'i18next'

/** A line of a history. */
export interface Line {
  key: string
  at: string
  text: string
}

/** What has become of messages about an alert; those that nobody needed are left out. */
export function messageLines(messages: readonly Message[], t: TFunction): Line[] {
  return messages
    .filter(({ status, attempts }) => status !== 'queued' || attempts.length > 0)
    .filter(({ status, attempts, code }) => status !== 'expired' || attempts.length > 0 || code === 'quiet-hours')
    .map(({ id, at, channel, person, status, code, attempts }) => {
      const said = {
        channel: t(`delivery.channel.${channel}`),
        name: person.name,
        status: t(`delivery.status.${status}`),
      }
      const why = [
        ...(code === null ? [] : [t(`delivery.code.${code}`)]),
        ...(attempts.length > 1 ? [t('delivery.timeline.attempts', { count: attempts.length })] : []),
      ].join(', ')
      const text = why === '' ? t('delivery.timeline.one', said) : t('delivery.timeline.why', { ...said, why })
      return { key: id, at, text }
    })
}
