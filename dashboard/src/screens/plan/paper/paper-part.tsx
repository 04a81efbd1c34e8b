import type { ReactNode } from 'react'

interface Props {
  title: string
  /** What is said where there is nothing. */
  none: string
  children: ReactNode[]
}

export function PaperPart({ title, none, children }: Props) {
  return (
    <section className="paper-part">
      <h2>{title}</h2>
      {children.length === 0 ? <p>{none}</p> : <ul>{children}</ul>}
    </section>
  )
}
