import { createHash } from 'node:crypto'
import type { Language } from '@kotisilta/contract'
import type { GatewayStatus } from './status.ts'
import { STATUS_WORDS } from './status-words.ts'

const STYLE = `body{font:18px/1.5 system-ui,sans-serif;max-width:48rem;margin:0 auto;padding:1rem;color:#111;background:#fff}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{color:#444}dd{margin:0;font-weight:600}
.not{color:#a30000}div{overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;padding:.4rem 1.2rem .4rem 0;border-bottom:1px solid #bbb;white-space:nowrap}
@media(prefers-color-scheme:dark){body{color:#eee;background:#111}dt{color:#bbb}.not{color:#ff8a80}}`

/** Nothing but this style: no script, no picture, no form, no other page around it. */
export const CONTENT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const REFRESH_S = 10
const HEARS: ReadonlySet<string | undefined> = new Set(['listening'])

/** The whole page. @param timeZone in which the times are told */
export function statusHtml(
  { at, connected, oldest, waiting, state, gateway }: GatewayStatus,
  language: Language,
  timeZone: string,
): string {
  const words = STATUS_WORDS[language]
  const time = (moment: string): string =>
    new Date(moment).toLocaleString(LOCALES[language], { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const radio = state.radio === 'none' ? words.none : HEARS.has(state.radio) ? words.hears : words['hears-not']
  const facts: readonly (readonly [string, string, boolean?])[] = [
    [words.at, time(at)],
    [words.link, connected ? words.connected : words['not-connected'], !connected],
    [words.waiting, String(waiting.items + waiting.urgent)],
    ...(oldest === null ? [] : [[words.oldest, time(oldest)] as const]),
    [words.clock, words[state.clock ?? 'unsynchronised'], state.clock !== 'synchronised'],
    [words.radio, radio, state.radio !== 'none' && !HEARS.has(state.radio)],
    [words.disk, state.disk === 'ok' ? words['disk-ok'] : words['disk-not'], state.disk !== 'ok'],
    ...(state.testUntil === undefined ? [] : [[words.test, time(state.testUntil)] as const]),
    [words.version, `${state.version ?? ''} (${gateway})`],
  ]
  const devices = (state.devices ?? []).map(({ device, lastSeen, battery, rssi }) => [
    device,
    lastSeen == null ? words.never : time(lastSeen),
    battery == null ? '–' : `${Math.round(battery)} %`,
    rssi == null ? '–' : `${rssi} dBm`,
  ])
  const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`
  const heads = [words.device, words.heard, words.battery, words.signal]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${REFRESH_S}"><title>${text(words.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${text(words.title)}</h1><p>${text(words.about)}</p>
<dl>${facts.map(([what, value, bad]) => `<dt>${text(what)}</dt><dd${bad === true ? ' class="not"' : ''}>${text(value)}</dd>`).join('')}</dl>
<h2>${text(words.devices)}</h2>
${devices.length === 0 ? `<p>${text(words.nothing)}</p>` : `<div><table><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead><tbody>${devices.map(row).join('')}</tbody></table></div>`}
</main></body></html>
`
}

const LOCALES: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const text = (raw: string): string => raw.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] as string)
