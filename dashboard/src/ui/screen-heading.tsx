import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigationType } from 'react-router'
import { windowTitle } from './window-title.ts'

interface Props {
  /** The name of the screen, also in the window's title. */
  title: string
  hidden?: boolean
  children?: ReactNode
}

/** The screen's h1. It takes the focus when somebody has come here from another screen, so that a reader starts at the top. */
export function ScreenHeading({ title, hidden = false, children }: Props) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const arrivedBy = useRef(useNavigationType())

  useEffect(() => {
    windowTitle.page(t('shell.document', { page: title }))
  }, [t, title])

  useEffect(() => {
    if (arrivedBy.current !== 'POP') heading.current?.focus({ preventScroll: true })
  }, [])

  return (
    <h1 ref={heading} tabIndex={-1} className={hidden ? 'unseen' : 'screen-heading'}>
      {children ?? title}
    </h1>
  )
}
