import { type ReactElement, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { howManyFit } from './how-many-fit.ts'
import { MoreLinks } from './more-links.tsx'
import './ways.css'

/** Between two ways, in px; the same as in ways.css. */
const GAP = 8

interface Props {
  /** In the order of use, each with a key. */
  links: readonly ReactElement[]
  /** How many at most stand side by side. */
  most?: number
}

/**
 * The ways that fit on one line, and the rest behind one button: whatever the role, the language, the size of letters
 * and the screen, the header stays as high. A copy that nobody sees or reaches is what is measured.
 */
export function FittingLinks({ links, most = links.length }: Props) {
  const { t } = useTranslation()
  const room = useRef<HTMLDivElement>(null)
  const measured = useRef<HTMLDivElement>(null)
  const [count, setCount] = useState(most)

  useLayoutEffect(() => {
    const { current: outer } = room
    const { current: copy } = measured
    if (outer === null || copy === null) return
    const measure = () => {
      const widths = [...copy.children].map((child) => Math.ceil(child.getBoundingClientRect().width))
      const more = widths.pop() ?? 0
      setCount(howManyFit(widths, outer.clientWidth, GAP, more, most))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(outer)
    observer.observe(copy)
    return () => observer.disconnect()
  }, [most])

  return (
    <div className="fitting-links" ref={room}>
      {links.slice(0, count)}
      {count < links.length && <MoreLinks>{links.slice(count)}</MoreLinks>}
      <div className="fitting-links-measured" aria-hidden="true" inert>
        <div ref={measured}>
          {links}
          <span className="more-links-size">{t('shell.nav.more')}</span>
        </div>
      </div>
    </div>
  )
}
