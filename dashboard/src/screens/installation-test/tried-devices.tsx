import type { InstallationTest } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconCircleCheck, IconCircleDashed, IconHandStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatSeconds } from '../../words/times.ts'
import { useDeviceName } from '../../words/use-device-name.ts'
import { useFailureText } from '../../words/use-words.ts'
import { heardText } from './kind-text.ts'
import { tryDevice } from './test-requests.ts'
import { TESTS_KEY } from './use-tests.ts'

type Tried = InstallationTest['devices'][number]

/** Each device of the home: whether it has shown that it works, and the button that puts it in hand. */
export function TriedDevices({ test }: { test: InstallationTest }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const now = useServerTime(1_000)
  const put = useMutation({
    mutationFn: (device: string) => tryDevice(test.id, device),
    onSuccess: () => queries.invalidateQueries({ queryKey: TESTS_KEY }),
  })
  if (test.devices.length === 0) return <p>{t('installation.none')}</p>
  return (
    <>
      <ul className="tried-devices">
        {test.devices.map((each) => (
          <li key={each.device} data-works={each.heard.length > 0}>
            <Device each={each} />
            {each.triedUntil !== null && Date.parse(each.triedUntil) > now ? (
              <p className="tried-now">
                <IconHandStop size={20} aria-hidden="true" />
                {t('installation.inHand', { seconds: Math.ceil((Date.parse(each.triedUntil) - now) / 1_000) })}
              </p>
            ) : (
              <Button
                variant="default"
                loading={put.isPending && put.variables === each.device}
                onClick={() => put.mutate(each.device)}
                aria-label={`${t('installation.take')}: ${each.device}`}
              >
                {t('installation.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p role="status">{put.isError && t('installation.failed', { why: failureText(put.error) })}</p>
    </>
  )
}

function Device({ each: { device, profile, battery, rssi, heard } }: { each: Tried }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const nameOf = useDeviceName()
  const facts = [battery !== null && `${Math.round(battery)} %`, rssi !== null && `${rssi} dBm`].filter(Boolean)
  return (
    <div>
      <p className="tried-name">
        {heard.length > 0 ? (
          <IconCircleCheck size={24} role="img" aria-label={t('installation.hasWorked')} />
        ) : (
          <IconCircleDashed size={24} role="img" aria-label={t('installation.notYet')} />
        )}
        <b>{profile === null ? device : nameOf(profile)}</b>
      </p>
      <p className="soft">{[device, ...facts].join(' · ')}</p>
      {heard.slice(-3).map((item) => (
        <p key={item.id}>
          {formatSeconds(item.at, language)} {heardText(t, item)}
          {item.real !== null && ` · ${t('installation.wasReal', { by: item.real.by.name })}`}
        </p>
      ))}
    </div>
  )
}
