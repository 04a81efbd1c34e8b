import type { HomeCommand, ReadingKind } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconMessageQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { isUnderWay } from './ask-state.ts'
import { useAskAtHome } from './use-asks.ts'

interface Props {
  patient: string
  /** What is to be measured again; absent: the person is asked how they are. */
  kind: ReadingKind | undefined
  /** What has been asked already. */
  asked: readonly HomeCommand[]
  disabled?: boolean
}

/** Asks the person through a device of theirs, unless that is under way. */
export function AskButton({ patient, kind, asked, disabled = false }: Props) {
  const { t } = useTranslation()
  const ask = useAskAtHome(patient)
  const running = asked.some((command) => isUnderWay(command) && command.args.kind === kind)
  return (
    <>
      <Button
        variant="default"
        size="md"
        leftSection={<IconMessageQuestion size={20} aria-hidden="true" />}
        disabled={disabled || running}
        loading={ask.isPending}
        onClick={() => ask.mutate(kind === undefined ? { ask: 'are-you-well' } : { measure: kind })}
      >
        {t(kind === undefined ? 'asks.askWell' : 'asks.askMeasure')}
      </Button>
      {ask.isError && <FailureNotice error={ask.error} say={(why) => t('asks.failed', { why })} />}
    </>
  )
}
