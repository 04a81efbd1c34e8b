// The page's security policy forbids making code from text. Schemas are told so before the first one is made, because
// even trying it would be reported as a violation. This is where `z.config({ jitless: true })` keeps its answer.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

export {}
