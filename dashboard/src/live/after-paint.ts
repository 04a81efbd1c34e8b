/**
 * Runs `action` once what React has just committed is on the glass. In a hidden tab that is when somebody looks at it
 * again: browsers draw no frames for a page that nobody can see.
 */
export function afterPaint(action: () => void): void {
  requestAnimationFrame(() => setTimeout(action, 0))
}
