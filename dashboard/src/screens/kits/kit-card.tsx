import { KIT_STEPS, type Kit } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { takeKitStep } from '../../api/people-endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDate } from '../../words/times.ts'
import { useDeviceName } from '../../words/use-device-name.ts'

/** One kit: what is in it, and the list that it goes through before the next home, one step at a time. */
export function KitCard({ kit }: { kit: Kit }) {
  const { t } = useTranslation()
  const nameOf = useDeviceName()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const take = useMutation({
    mutationFn: (step: (typeof KIT_STEPS)[number]) => takeKitStep(kit.id, step),
    onSuccess: (kits) => queries.setQueryData(['kits'], kits),
  })
  const next = kit.state === 'returning' || kit.state === 'in-check' ? KIT_STEPS[kit.done.length] : undefined
  return (
    <li className="panel">
      <div className="people-inline">
        <h2>{kit.label}</h2>
        <span className="kit-state">{t(`people.kits.state.${kit.state}`)}</span>
      </div>
      <p className="soft">
        {t('people.kits.gateway', { id: kit.gateway })} ·{' '}
        {kit.devices.length === 0
          ? t('people.kits.noDevices')
          : kit.devices.map(({ device, profile }) => `${nameOf(profile)} ${device}`).join('; ')}
      </p>
      {kit.state !== 'in-use' && (
        <ol className="kit-steps">
          {KIT_STEPS.map((step, place) => {
            const done = kit.done[place]
            return (
              <li key={step} data-done={done !== undefined}>
                <span>{t(`people.kits.step.${step}`)}</span>
                {done !== undefined && (
                  <span className="soft">
                    {t('people.kits.doneBy', { name: done.by, date: formatDate(done.at, language, now) })}
                  </span>
                )}
                {step === next && (
                  <Button
                    variant="default"
                    aria-label={t('people.kits.markThis', { step: t(`people.kits.step.${step}`) })}
                    loading={take.isPending}
                    onClick={() => take.mutate(step)}
                  >
                    {t('people.kits.mark')}
                  </Button>
                )}
              </li>
            )
          })}
        </ol>
      )}
      {take.isError && <FailureNotice error={take.error} say={(why) => t('people.kits.notDone', { why })} />}
    </li>
  )
}
