import type { ReactNode } from 'react'
import { LIMIT_ROOM } from '../../charts/draw-marks.ts'
import { AXIS_ROOM } from '../../charts/plot-options.ts'
import type { TimeRange } from '../../charts/use-dragging.ts'

interface Props<T> {
  title: string
  label: string
  range: TimeRange
  width: number
  marks: readonly T[]
  at(mark: T): string
  keyOf(mark: T): string
  draw(mark: T): ReactNode
}

const HEIGHT = 28

/** Marks on the same time axis as the charts under it. What it shows is in the table, too. */
export function Lane<T>({ title, label, range, width, marks, at, keyOf, draw }: Props<T>) {
  const room = Math.max(0, width - AXIS_ROOM - LIMIT_ROOM)
  const place = (mark: T) => AXIS_ROOM + ((Date.parse(at(mark)) - range.from) / (range.to - range.from)) * room
  return (
    <figure className="lane">
      <figcaption>
        <b>{title}</b>
      </figcaption>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        <line x1={AXIS_ROOM} x2={AXIS_ROOM + room} y1={HEIGHT / 2} y2={HEIGHT / 2} className="lane-line" />
        {marks.map((mark) => (
          <g key={keyOf(mark)} transform={`translate(${place(mark)} ${HEIGHT / 2})`}>
            {draw(mark)}
          </g>
        ))}
      </svg>
    </figure>
  )
}
