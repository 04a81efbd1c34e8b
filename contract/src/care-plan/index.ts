export * from './pause.ts'
export * from './plan-layers.ts'
export * from './plan-patch.ts'
export * from './plan-tree.ts'
