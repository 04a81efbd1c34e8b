/** `node tools/bundle-gateway.ts OUT [--version X.Y.Z] [--key PRIVATE.pem]`: the gateway as one file, with its native parts and a signed manifest. */
import { createHash, createPrivateKey, sign } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, type Plugin } from 'esbuild'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { version: { type: 'string' }, key: { type: 'string' } },
})
const [out] = positionals
if (out === undefined) {
  process.stderr.write('bundle-gateway OUT [--version X.Y.Z] [--key PRIVATE.pem]\n')
  process.exit(64)
}
const root = join(import.meta.dirname, '..')
const sqlite = dirname(dirname(createRequire(join(root, 'gateway/package.json')).resolve('better-sqlite3')))
const PLATFORMS = ['linux-x64', 'linux-arm64']

/** SQLite's native part lies beside the bundle, for each kind of machine. */
const nativeBeside: Plugin = {
  name: 'native-beside',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^better-sqlite3$/ }, () => ({ path: 'better-sqlite3', namespace: 'native' }))
    onLoad({ filter: /.*/, namespace: 'native' }, () => ({
      resolveDir: sqlite,
      contents: `
        import createDatabase from ${JSON.stringify(join(sqlite, 'lib/database.js'))}
        import { createRequire } from 'node:module'
        const load = createRequire(import.meta.url)
        export default createDatabase(() => load(\`./better-sqlite3-\${process.platform}-\${process.arch}.node\`), false)`,
    }))
  },
}

mkdirSync(out, { recursive: true })
await build({
  entryPoints: [join(root, 'gateway/src/ship.ts')],
  outfile: join(out, 'kotisilta-gateway.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minifySyntax: true,
  // V8 keeps the text: without comments, and in Latin-1, it takes a quarter of the memory. Names stay for whoever reads a trace.
  minifyWhitespace: true,
  charset: 'ascii',
  lineLimit: 240,
  legalComments: 'linked',
  plugins: [nativeBeside],
  // Only for a session bus of a desktop.
  external: ['x11'],
  ...(values.version !== undefined && { define: { KOTISILTA_VERSION: JSON.stringify(values.version) } }),
  // What is CommonJS inside asks for Node's own modules in its own way.
  banner: {
    js: `import { createRequire as kotisiltaRequire } from 'node:module'; const require = kotisiltaRequire(import.meta.url);`,
  },
  logLevel: 'warning',
})
for (const platform of PLATFORMS) {
  copyFileSync(join(sqlite, `prebuilds/${platform}.node`), join(out, `better-sqlite3-${platform}.node`))
}
const own = JSON.parse(readFileSync(join(root, 'gateway/package.json'), 'utf8')) as { version: string }
const files = readdirSync(out)
  .filter((name) => !name.startsWith('manifest.'))
  .sort()
  .map((name) => ({
    name,
    bytes: statSync(join(out, name)).size,
    sha256: createHash('sha256')
      .update(readFileSync(join(out, name)))
      .digest('hex'),
  }))
const manifest = Buffer.from(`${JSON.stringify({ version: values.version ?? own.version, files }, null, 1)}\n`)
writeFileSync(join(out, 'manifest.json'), manifest)
if (values.key !== undefined) {
  const signature = sign(null, manifest, createPrivateKey(readFileSync(values.key)))
  writeFileSync(join(out, 'manifest.sig'), signature.toString('base64'))
}
for (const { name, bytes } of files) process.stdout.write(`${(bytes / 1e6).toFixed(2)} MB ${name}\n`)
