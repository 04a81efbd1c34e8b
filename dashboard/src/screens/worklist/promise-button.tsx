import type { Alert } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconPhoneOutgoing } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PromiseDialog } from './promise-dialog.tsx'
import { usePromise } from './use-worklist.ts'
import './worklist.css'

/** While an alert is seen to: somebody calls again, by a time that the client is told. */
export function PromiseButton({ alert: { id, patient } }: { alert: Alert }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const promise = usePromise(patient.id)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPhoneOutgoing size={20} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {t('worklist.promise.open')}
      </Button>
      {isOpen && (
        <PromiseDialog
          name={patient.name}
          onClose={() => setOpen(false)}
          onPromise={(wanted) => promise.mutateAsync({ ...wanted, alert: id })}
        />
      )}
    </>
  )
}
