import { Button } from '@mantine/core'
import { IconVideo } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getVideo } from '../../../api/delivery-endpoints.ts'

/** Opens a call with pictures where the operator's provider has it; nothing where there is none. */
export function VideoButton({ patient }: { patient: string }) {
  const { t } = useTranslation()
  const video = useQuery({ queryKey: ['video', patient], queryFn: () => getVideo(patient), staleTime: 300_000 })
  const url = video.data?.url ?? null
  if (url === null) return null
  return (
    <Button
      component="a"
      variant="default"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      leftSection={<IconVideo size={20} aria-hidden="true" />}
    >
      {t('delivery.video')}
    </Button>
  )
}
