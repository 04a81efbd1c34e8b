/**
 * How many ways stand side by side in the header; the others go behind one button.
 *
 * @param widths of each way, in the order of use, in px
 * @param room in px
 * @param gap between two, in px
 * @param more the width of the button that holds the rest, in px
 * @param most how many at most, however much room there is
 * @returns at least 1 where there is any: the first way is never hidden
 */
export function howManyFit(
  widths: readonly number[],
  room: number,
  gap: number,
  more: number,
  most = widths.length,
): number {
  const ends = widths.map((_, index) => widths.slice(0, index + 1).reduce((sum, width) => sum + width + gap, 0))
  const all = ends.at(-1) ?? 0
  if (widths.length <= most && all - gap <= room) return widths.length
  const fitting = ends.filter((end, index) => index < most && end + more <= room).length
  return Math.max(1, Math.min(fitting, widths.length))
}
