import type { Task } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { useStep } from './use-tasks.ts'

interface Props {
  task: Task
  step: ReturnType<typeof useStep>
}

/** One touch says whose the reading is. */
export function WhoseReading({ task, step }: Props) {
  const { t } = useTranslation()
  const choices: { id: string | null; name: string }[] = [
    ...(task.candidates ?? []),
    { id: null, name: t('tray.nobodys') },
  ]
  return (
    <fieldset className="whose" disabled={step.isPending}>
      <legend>{t('tray.whose')}</legend>
      {choices.map(({ id, name }) => (
        <Button
          key={id ?? ''}
          variant="default"
          size="md"
          onClick={() => step.mutate({ action: 'belongs', patient: id })}
        >
          {name}
        </Button>
      ))}
    </fieldset>
  )
}
