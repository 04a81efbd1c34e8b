import type uPlot from 'uplot'
import type { LimitLine } from './limit-lines.ts'
import type { Palette } from './palette.ts'
import type { TimeRange } from './use-dragging.ts'

/** Room at the right edge in which a limit's number stands. */
export const LIMIT_ROOM = 56
const NUMBER_HEIGHT = 14

/** The plan's limits across the chart: whole for danger, dashed for attention, each with its number at the edge. */
export function drawLimits(
  plot: uPlot,
  limits: readonly LimitLine[],
  palette: Palette,
  number: (value: number) => string,
): void {
  const { ctx, bbox } = plot
  const pixels = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = palette.limit
  ctx.fillStyle = palette.limit
  ctx.lineWidth = 1.5 * pixels
  ctx.font = `${13 * pixels}px system-ui, sans-serif`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  const written: number[] = []
  // Danger first: where two numbers have no room, the graver one is written.
  const graveFirst = limits.toSorted((a, b) => Number(b.level === 'danger') - Number(a.level === 'danger'))
  for (const { value, level } of graveFirst) {
    const y = plot.valToPos(value, 'y', true)
    if (y < bbox.top || y > bbox.top + bbox.height) continue
    ctx.setLineDash(level === 'danger' ? [] : [6 * pixels, 4 * pixels])
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
    if (written.some((other) => Math.abs(other - y) < NUMBER_HEIGHT * pixels)) continue
    ctx.fillText(number(value), bbox.left + bbox.width + 6 * pixels, y)
    written.push(y)
  }
  ctx.restore()
}

/** A hairline through the chart at each moment, in seconds. */
export function drawMoments(plot: uPlot, moments: readonly number[], palette: Palette): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = palette.soft
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio])
  for (const moment of moments) {
    const x = plot.valToPos(moment, 'x', true)
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
  }
  ctx.restore()
}

/** A grey ground where nothing could be measured. */
export function drawShades(plot: uPlot, shades: readonly TimeRange[], palette: Palette): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.fillStyle = palette.shade
  for (const { from, to } of shades) {
    const left = Math.max(bbox.left, plot.valToPos(from / 1_000, 'x', true))
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(to / 1_000, 'x', true))
    if (left < right) ctx.fillRect(left, bbox.top, right - left, bbox.height)
  }
  ctx.restore()
}
