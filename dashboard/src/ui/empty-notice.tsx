import type { ReactNode } from 'react'
import './notices.css'

/** Says that there is nothing, and why that is all right or what to do. */
export function EmptyNotice({ title, text, icon }: { title: string; text: string; icon?: ReactNode }) {
  return (
    <div className="empty">
      {icon}
      <p className="empty-title">{title}</p>
      <p className="soft">{text}</p>
    </div>
  )
}
