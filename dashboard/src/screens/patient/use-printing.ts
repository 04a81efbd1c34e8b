import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

const ATTRIBUTE = 'data-mantine-color-scheme'

/** Whether the page is being printed. On paper it wears the theme of the day. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const page = document.documentElement
    let scheme: string | null = null
    const before = () => {
      scheme = page.getAttribute(ATTRIBUTE)
      page.setAttribute(ATTRIBUTE, 'light')
      flushSync(() => setPrinting(true))
    }
    const after = () => {
      if (scheme !== null) page.setAttribute(ATTRIBUTE, scheme)
      setPrinting(false)
    }
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
