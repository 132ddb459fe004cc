import { join } from 'node:path';
import { type BundlingOptions, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * Bolt loads every receiver it has, and a bundler cannot see that ours needs none of them: 2.9 MB, and two thirds of a cold start.
 * These modules are touched only inside the constructors of `ExpressReceiver`, `HTTPReceiver`, `SocketModeReceiver` and the OAuth installer.
 */
const unusedByBoltOnLambda = ['express', '@slack/oauth', '@slack/socket-mode', 'raw-body', 'path-to-regexp'];

/**
 * A function's credentials are always in its environment, where the SDK looks first. It imports the other places only after that
 * one was empty: 250 KB of clients for single sign-on, profiles and instance metadata.
 */
const credentialsFromElsewhere = [
  ...['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map((name) => `@aws-sdk/credential-provider-${name}`),
  '@smithy/credential-provider-imds',
];

/** Imported by the SDK's protocols only for operations that stream events, and we call none. */
const eventStreams = '@smithy/core/event-streams';

/** An empty module takes the place of each. `test/infra/bundles.test.ts` starts the result and lists what is in it. */
export const replaced = [...unusedByBoltOnLambda, ...credentialsFromElsewhere, eventStreams];

/** What waits behind an `import()` has a file of its own there: a container that starts reads what it needs. */
const inPieces = ['slack'];
const splitting = join(import.meta.dirname, 'split.ts');

/**
 * Names are kept, because traces stay readable, except where the code would be too large for a cold start: docs/decisions/what-a-cold-start-pays.md.
 * What a short name was is in the source map beside the bundle.
 */
const shortened = ['slack'];

const stub = './lib/bundling/unused.cjs';

/** CommonJS, because Bolt is, and ESM starts no faster; the SDK by its ESM entry and inside the bundle, because that starts faster and pins it. */
export const bundling = (name: string): BundlingOptions => ({
  format: OutputFormat.CJS,
  target: 'node24',
  mainFields: ['module', 'main'],
  bundleAwsSDK: true,
  metafile: true,
  // What is in a bundle is told beside the assets. Inside, its paths would give the same code another hash in another checkout.
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_, output) => [
      `mv "${output}/index.meta.json" "${output}/../${name}.meta.json"`,
      ...(inPieces.includes(name) ? [`"${process.execPath}" "${splitting}" ${name} "${output}" "${output}/../${name}.meta.json"`] : []),
      // Node 24 otherwise compiles the whole bundle once more, to find out whether it is a module.
      `echo '{"type":"commonjs"}' > "${output}/package.json"`,
    ],
  },
  // Beside the bundle for whoever needs it. `--enable-source-maps` stays off: reading the map makes each start 12 % slower.
  sourceMap: true,
  sourceMapMode: SourceMapMode.EXTERNAL,
  sourcesContent: false,
  esbuildArgs: {
    '--minify-whitespace': true,
    '--minify-syntax': true,
    ...(shortened.includes(name) && { '--minify-identifiers': true }),
    ...Object.fromEntries(replaced.map((name) => [`--alias:${name}`, stub])),
  },
});
