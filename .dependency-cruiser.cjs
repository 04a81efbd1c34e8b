/** Which part may know which: see docs/architecture.md. */
const WORKSPACES = [
  'contract',
  'device-profiles',
  'gateway',
  'server',
  'dashboard',
  'simulators',
  'bin',
  'test',
  'bench',
]
const MAY_KNOW = {
  contract: [],
  'device-profiles': ['contract'],
  gateway: ['contract', 'device-profiles'],
  simulators: ['contract', 'device-profiles'],
  server: ['contract'],
  dashboard: ['contract'],
}

const arrows = Object.entries(MAY_KNOW).map(([from, to]) => ({
  name: `${from}-knows-only-${to.join('-and-') || 'itself'}`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.(test|suite)\\.tsx?$' },
  to: { path: `^(${WORKSPACES.filter((each) => each !== from && !to.includes(each)).join('|')})/` },
}))

const PURE =
  '^server/src/(detection/|alerts/(lifecycle|dedup|escalation)\\.ts|on-call/(who-is-on|duty-windows|holidays|roster-faults)\\.ts|ingest/accept\\.ts)'

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'pure-server-code-knows-only-contract',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.(test|suite)\\.ts$' },
      to: { pathNot: [PURE, '^contract/'] },
    },
    {
      name: 'profiles-have-no-input-or-output',
      severity: 'error',
      from: { path: '^(contract|device-profiles)/src/', pathNot: '\\.(test|suite)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|captures)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
}
