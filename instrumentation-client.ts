// Runs in the browser before everything else. zod probes for eval when a form's schema is made, and the content security
// policy would report each probe; this is zod's own switch (`z.config({ jitless: true })`) without loading zod here.

Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
