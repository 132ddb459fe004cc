import { run, type Wanted } from '#test/matrix/part';

/** One process of `npm run matrix`, with sandboxes of its own. */
await run(JSON.parse(process.argv[2] ?? '{}') as Wanted, {
  dealing: (dealt) => process.send?.({ dealt }),
  verdict: (verdict) => process.send?.({ verdict }),
});
process.disconnect?.();
