import type { GatewaySummary, InstallationTest } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatTime } from '../../words/times.ts'
import { useFailureText } from '../../words/use-words.ts'
import { endTest, startTest } from './test-requests.ts'
import { TriedDevices } from './tried-devices.tsx'
import { TESTS_KEY, useTests } from './use-tests.ts'
import './installation-test.css'

/** In a gateway's card: begins to try the home's devices, and shows each as it works. */
export function TestPanel({ gateway }: { gateway: GatewaySummary }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const tests = useTests()
  const start = useMutation({
    mutationFn: () => startTest(gateway.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: TESTS_KEY }),
  })
  const latest = tests.data?.find((test) => test.gateway === gateway.id)
  const runs = latest?.endedAt === null
  return (
    <section className="installation-test" aria-label={`${t('installation.title')} ${gateway.id}`}>
      {latest !== undefined && <Latest test={latest} />}
      {!runs && (
        <div className="installation-start">
          <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
            {t('installation.start')}
          </Button>
          <p className="soft">{t('installation.about')}</p>
        </div>
      )}
      <p role="status">{start.isError && t('installation.failed', { why: failureText(start.error) })}</p>
    </section>
  )
}

function Latest({ test }: { test: InstallationTest }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const now = useServerTime(1_000)
  const end = useMutation({
    mutationFn: () => endTest(test.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: TESTS_KEY }),
  })
  const minutes = Math.max(0, Math.ceil((Date.parse(test.until) - now) / 60_000))
  const works = test.devices.filter(({ heard }) => heard.length > 0).length
  const count = { works, count: test.devices.length }
  if (test.endedAt !== null) {
    const over = { at: formatTime(test.endedAt, language), ...count }
    return <p>{t(test.ended === 'time' ? 'installation.endedItself' : 'installation.ended', over)}</p>
  }
  return (
    <>
      <div className="installation-runs">
        <p>
          <b>{t('installation.runs', { by: test.by.name, until: formatTime(test.until, language), minutes })}</b>{' '}
          {t('installation.works', count)}
        </p>
        <Button loading={end.isPending} onClick={() => end.mutate()}>
          {t('installation.end')}
        </Button>
      </div>
      <p>{t('installation.danger')}</p>
      <TriedDevices test={test} />
      <p role="status">{end.isError && t('installation.failed', { why: failureText(end.error) })}</p>
    </>
  )
}
