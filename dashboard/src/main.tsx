import './no-eval.ts'
import '@mantine/core/styles.css'
import 'uplot/dist/uPlot.min.css'
import './ui/theme/tokens.css'
import './ui/theme/mantine.css'
import './ui/theme/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { startLanguages } from './locales/i18n.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
startLanguages()
createRoot(root).render(<App />)
