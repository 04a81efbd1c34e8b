import { goalText, type Row } from './row.ts'

const number = (value: number | undefined, decimals: number): string =>
  value === undefined
    ? '-'
    : value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

const ratio = (ours: number | undefined, other: number | undefined): string =>
  ours === undefined || other === undefined || other === 0 ? '' : (ours / other).toFixed(2)

const HEAD = ['', 'bare aedes', 'plain Node', 'Kotisilta', '/bare', '/plain', 'bar', 'aim']
/** The columns that are words are set left, numbers right. */
const LEFT = new Set([0, 6, 7])

/** Columns in plain text; `+` before a goal means reached, `-` not. */
export function tableText(rows: readonly Row[]): string {
  const cells = rows.map(({ what, bare, plain, ours, decimals = 0, compared = false, bar, aim }) => [
    what,
    number(bare, decimals),
    number(plain, decimals),
    number(ours, decimals),
    compared ? ratio(ours, bare) : '',
    compared ? ratio(ours, plain) : '',
    goalText(bar),
    goalText(aim),
  ])
  return columnsText(HEAD, cells, LEFT)
}

/** Cells in columns below their heads; those of `left` are set left, the others right. */
export function columnsText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: ReadonlySet<number>,
): string {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          left.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
