import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import './dialog.css'

interface Props {
  opened: boolean
  onClose(): void
  title: string
  size?: 'md' | 'lg'
  children: ReactNode
}

/**
 * A slip of the finger beside a dialog does not close it: what has been written would be lost.
 * The page behind it still scrolls: locking that would need a style element, which the page's security policy forbids.
 */
export function Dialog({ opened, onClose, title, size = 'md', children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal.Root opened={opened} onClose={onClose} closeOnClickOutside={false} lockScroll={false} centered size={size}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('shell.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
