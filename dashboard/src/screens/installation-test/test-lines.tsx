import type { InstallationTest, TriedItem } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatSeconds, formatTime } from '../../words/times.ts'
import { useFailureText } from '../../words/use-words.ts'
import { heardText } from './kind-text.ts'
import { wasReal } from './test-requests.ts'
import { TESTS_KEY, useTests } from './use-tests.ts'
import './installation-test.css'

/** A press stays on the desk for so long after its test has ended. */
const STAYS_MS = 15 * 60_000

/** On the desk, quiet: where devices are being tried, and each press that called nobody, with the click that makes it call. */
export function TestLines() {
  const now = useServerTime(5_000)
  const tests = useTests()
  const shown = (tests.data ?? []).filter(({ endedAt }) => endedAt === null || now - Date.parse(endedAt) < STAYS_MS)
  if (shown.length === 0) return null
  return (
    <ul className="test-lines">
      {shown.map((test) => (
        <Line key={test.id} test={test} />
      ))}
    </ul>
  )
}

function Line({ test }: { test: InstallationTest }) {
  const { t } = useTranslation()
  const presses = test.devices.flatMap(({ heard }) => heard).filter(({ urgent }) => urgent)
  return (
    <li>
      <p>
        <b>{whoOf(test)}</b> <RunsText test={test} />
      </p>
      {presses.map((press) => (
        <Press key={press.id} press={press} />
      ))}
      {presses.length === 0 && <p className="soft">{t('installation.noPress')}</p>}
    </li>
  )
}

function Press({ press }: { press: TriedItem }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const real = useMutation({
    mutationFn: () => wasReal(press.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: TESTS_KEY }),
  })
  return (
    <div className="test-press">
      <p>
        {t('installation.press', { what: heardText(t, press), at: formatSeconds(press.at, language) })}
        {press.real !== null && ` · ${t('installation.wasReal', { by: press.real.by.name })}`}
        {real.isError && ` · ${t('installation.failed', { why: failureText(real.error) })}`}
      </p>
      {press.real === null && (
        <Button variant="default" loading={real.isPending} onClick={() => real.mutate()}>
          {t('installation.real')}
        </Button>
      )}
    </div>
  )
}

/** That a test runs there, who began it and until when; or that it has ended. */
export function RunsText({ test }: { test: InstallationTest }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (test.endedAt === null)
    return t('installation.line', { by: test.by.name, until: formatTime(test.until, language) })
  return t(test.ended === 'time' ? 'installation.lineOverItself' : 'installation.lineOver', {
    at: formatTime(test.endedAt, language),
  })
}

const whoOf = ({ patients, place, home }: InstallationTest): string =>
  patients.length > 0 ? patients.map(({ name }) => name).join(', ') : (place ?? home)
