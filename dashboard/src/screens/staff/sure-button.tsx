import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const PATIENCE_MS = 6_000

/** What cannot be taken back wants a second press within a few seconds. */
export function SureButton({ label, onSure }: { label: string; onSure(): void }) {
  const { t } = useTranslation()
  const [armed, setArmed] = useState(false)
  useEffect(() => {
    if (!armed) return
    const timer = setTimeout(() => setArmed(false), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [armed])
  const press = () => {
    setArmed(!armed)
    if (armed) onSure()
  }
  return (
    <Button variant={armed ? 'filled' : 'default'} onClick={press}>
      {armed ? t('staff.sure', { what: label }) : label}
    </Button>
  )
}
