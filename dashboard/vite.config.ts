import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `vite build dashboard` writes dashboard/dist, which the server serves under a strict content security policy. */
export default defineConfig({
  plugins: [react()],
  server: {
    proxy: { '/api': 'http://127.0.0.1:8080', '/socket.io': { target: 'http://127.0.0.1:8080', ws: true } },
  },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] } },
    },
    chunkSizeWarningLimit: 900,
  },
})
