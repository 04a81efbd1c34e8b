import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'

/** Ways that are not taken every hour, behind one button so that the header stays one line. Arrows walk it; Escape and a touch beside it close it. */
export function MoreLinks({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const [openAt, setOpenAt] = useState<string>()
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  // Going somewhere closes it.
  const open = openAt === pathname

  useEffect(() => {
    if (!open) return
    const close = () => setOpenAt(undefined)
    const beside = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) close()
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      close()
      button.current?.focus()
    }
    document.addEventListener('pointerdown', beside)
    document.addEventListener('focusin', beside)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', beside)
      document.removeEventListener('focusin', beside)
      document.removeEventListener('keydown', onKey)
    }
  }, [open])

  useEffect(() => {
    const { current: outer } = box
    const walk = (event: KeyboardEvent) => {
      const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])]
      const at = links.indexOf(document.activeElement as HTMLElement)
      const to = { ArrowDown: at + 1, ArrowUp: Math.max(at, 0) - 1, Home: 0, End: -1 }[event.key]
      if (to === undefined || (!open && event.key !== 'ArrowDown')) return
      event.preventDefault()
      // A list that is hidden takes no focus.
      if (!open) flushSync(() => setOpenAt(pathname))
      links.at(to % links.length)?.focus()
    }
    outer?.addEventListener('keydown', walk)
    return () => outer?.removeEventListener('keydown', walk)
  }, [open, pathname])

  return (
    <div className="more-links" ref={box}>
      <button
        ref={button}
        type="button"
        className="header-button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenAt(open ? undefined : pathname)}
      >
        {t('shell.nav.more')}
        <IconChevronDown size={20} aria-hidden="true" />
      </button>
      <div id={id} ref={list} className="more-links-list" hidden={!open}>
        {children}
      </div>
    </div>
  )
}
