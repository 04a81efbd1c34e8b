/** The theme's colours as a canvas needs them. */
export interface Palette {
  ink: string
  soft: string
  grid: string
  lines: readonly [string, string]
  limit: string
  shade: string
}

/** Reads the colours of the theme that the page shows now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const colour = (token: string) => style.getPropertyValue(`--${token}`).trim()
  return {
    ink: colour('ink'),
    soft: colour('ink-soft'),
    grid: colour('grid'),
    lines: [colour('series'), colour('series-second')],
    limit: colour('limit'),
    shade: colour('unworn'),
  }
}
