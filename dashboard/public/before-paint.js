// Runs before anything is painted, so that a dark room is not lit up by a white page.
try {
  const chosen = localStorage.getItem('kotisilta-appearance')
  const night = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', night ? 'dark' : 'light')
} catch {
  document.documentElement.setAttribute('data-mantine-color-scheme', 'dark')
}
