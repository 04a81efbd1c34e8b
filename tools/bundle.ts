/**
 * `node tools/bundle.ts`: everything that `bin/kotisilta` runs in a few files under `bin/dist/`, which load in a fraction of the
 * time that some two thousand take. `bin/kotisilta` runs them only while no source is newer.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '..')
const out = join(root, 'bin/dist')

/** Threads are started from files of their own. */
const THREAD = /new Worker\(new URL\('(\.\/[\w-]+)\.ts', import\.meta\.url\)/g

const sources = ['server/src', 'bin', 'gateway/src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('node_modules'))
    .map((path) => join(root, folder, path)),
)
const nameOf = (path: string): string => relative(root, path).replace(/\.ts$/, '').replaceAll('/', '-')
const threads = sources.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(THREAD)].map(([, thread]) => join(dirname(path), `${thread}.ts`)),
)

const threadsBeside: Plugin = {
  name: 'threads-beside',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined
      // They lie beside the commands, of which any may be asked for.
      if (path.endsWith('.test.ts')) return { contents: '' }
      const contents = readFileSync(path, 'utf8').replaceAll(
        THREAD,
        (_, thread: string) =>
          `new Worker(new URL('./${nameOf(join(dirname(path), `${thread}.ts`))}.js', import.meta.url)`,
      )
      return { contents, loader: 'ts' }
    })
  },
}

mkdirSync(out, { recursive: true })
// As long as it is not made there is none: whoever is killed from here on leaves no half of one that would be run.
const made = join(out, 'made')
const before = existsSync(made) ? readFileSync(made, 'utf8').split('\n') : []
rmSync(made, { force: true })
// A source that changes from now on is newer, even one that has been read by then.
const begun = new Date()
const { metafile } = await build({
  entryPoints: Object.fromEntries([
    ['kotisilta', join(root, 'bin/kotisilta.ts')],
    ...threads.map((path) => [nameOf(path), path]),
  ]),
  outdir: out,
  bundle: true,
  metafile: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  charset: 'utf8',
  chunkNames: '[name]-[hash]',
  // Native parts, files of their own beside them, what is changed from outside or hardly ever loaded; x11 is only for the bus of a desktop.
  external: [
    'better-sqlite3',
    '@node-rs/argon2',
    '@fastify/swagger-ui',
    '@zxcvbn-ts/language-common',
    'dbus-next',
    'node-ble',
    'x11',
  ],
  plugins: [threadsBeside],
  banner: {
    js: `import { createRequire as kotisiltaRequire } from 'node:module'; const require = kotisiltaRequire(import.meta.url);`,
  },
  logLevel: 'warning',
})
// A server that runs from the bundle before still loads files of it when it first needs them: those stay until the next.
const now = Object.keys(metafile.outputs).map((path) => basename(path))
for (const name of readdirSync(out)) if (!now.includes(name) && !before.includes(name)) rmSync(join(out, name))
writeFileSync(made, now.join('\n'))
utimesSync(made, begun, begun)
