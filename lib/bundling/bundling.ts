import { type BundlingOptions, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * Bolt loads every receiver it has, and bundlers cannot see that ours needs none of them: 2.9 MB and two thirds of a cold start.
 * These modules are touched only inside the constructors of `ExpressReceiver`, `HTTPReceiver`, `SocketModeReceiver` and of the OAuth
 * installer, so an empty module takes their place. `test/infra/bundles.test.ts` loads the result and lists what is in it.
 */
const unusedByBoltOnLambda = ['express', '@slack/oauth', '@slack/socket-mode', 'raw-body', 'path-to-regexp'];
const stub = './lib/bundling/unused.cjs';

/** CommonJS, because Bolt is; the SDK from its ESM entry and inside the bundle, because both start faster and the version is ours. */
export const bundling: BundlingOptions = {
  format: OutputFormat.CJS,
  target: 'node24',
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  metafile: true,
  // Beside the bundle, never in it, and without a copy of the sources: an inline map made the start 11 % slower.
  sourceMap: true,
  sourceMapMode: SourceMapMode.DEFAULT,
  sourcesContent: false,
  // Short names made the start 12 % slower, so identifiers stay.
  esbuildArgs: {
    '--minify-whitespace': true,
    '--minify-syntax': true,
    ...Object.fromEntries(unusedByBoltOnLambda.map((name) => [`--alias:${name}`, stub])),
  },
};
